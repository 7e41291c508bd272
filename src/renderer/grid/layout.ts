/** Measures of the grid in CSS px. */
export const measures = {
  padding: 16,
  gap: 10,
  /** Marks below each photo. */
  strip: 22,
  /** Day heading above the first row of a day. */
  heading: 40,
  /** Space below a day's last row. */
  afterGroup: 8,
} as const

export interface LayoutInput {
  /** Slots in the order they are shown. */
  order: Uint32Array
  /** By slot: width / height x 4096; 0 unknown. */
  aspect: Uint16Array
  /** By slot: the day to group by; null: one group without headings. */
  day: Int32Array | null
  /** Width for photos, without padding. */
  width: number
  /** Wanted height of a photo. */
  rowHeight: number
}

/**
 * Where every photo is, for any number of photos: a few numbers per row and per day. Tops are px in a space that may
 * be far longer than a browser can scroll, see virtual-scroller.ts.
 */
export interface GridLayout {
  readonly input: LayoutInput
  readonly rows: number
  /** Position of the first photo of each row; one more than rows, the last is the number of photos. */
  readonly rowStart: Uint32Array
  /** Top of each row's photos; one more than rows, the last is the end of the content. */
  readonly rowTop: Float64Array
  /** Height of the photos of each row. */
  readonly rowHeight: Float32Array
  readonly groups: number
  /** Position of the first photo of each day; one more than groups. */
  readonly groupStart: Uint32Array
  /** First row of each day; one more than groups. */
  readonly groupRow: Uint32Array
  readonly height: number
}

const unknownAspect = 1.5
/** A strip-like panorama or a ribbon still gets a cell that can be hit and read. */
const narrowest = 0.25
const widest = 8

/** Width / height a photo is shown with. */
export function shownAspect(stored: number): number {
  if (stored === 0) return unknownAspect
  return Math.min(widest, Math.max(narrowest, stored / 4096))
}

/** Rows of photos that fill the width; the last row of a day keeps the wanted height and is left open. */
export function layOut(input: LayoutInput): GridLayout {
  const { order, day } = input
  const count = order.length
  // A row holds at least one photo, so these are the most there can be; cut to size at the end.
  const rowStart = new Uint32Array(count + 1)
  const rowTop = new Float64Array(count + 1)
  const rowHeight = new Float32Array(count)
  const groupStart: number[] = []
  const groupRow: number[] = []
  const { gap, strip, heading, padding, afterGroup } = measures

  let rows = 0
  let top = 0
  for (let position = 0; position < count;) {
    groupStart.push(position)
    groupRow.push(rows)
    top += day ? heading : padding
    const groupEnd = day ? endOfDay(order, day, position) : count
    while (position < groupEnd) {
      const row = fillRow(input, position, groupEnd)
      rowStart[rows] = position
      rowTop[rows] = top
      rowHeight[rows] = row.height
      rows++
      top += row.height + strip + gap
      position = row.end
    }
    top += afterGroup
  }
  rowStart[rows] = count
  rowTop[rows] = top
  return {
    input,
    rows,
    rowStart: rowStart.slice(0, rows + 1),
    rowTop: rowTop.slice(0, rows + 1),
    rowHeight: rowHeight.slice(0, rows),
    groups: groupStart.length,
    groupStart: Uint32Array.from([...groupStart, count]),
    groupRow: Uint32Array.from([...groupRow, rows]),
    height: top,
  }
}

function endOfDay(order: Uint32Array, day: Int32Array, from: number): number {
  const first = day[order[from]!]!
  let position = from + 1
  while (position < order.length && day[order[position]!] === first) position++
  return position
}

/** Takes photos until they fill the width at about the wanted height. */
function fillRow(input: LayoutInput, from: number, groupEnd: number): { end: number; height: number } {
  const { order, aspect, width, rowHeight: wanted } = input
  let sum = 0
  let height = Infinity
  for (let position = from; position < groupEnd; position++) {
    sum += shownAspect(aspect[order[position]!]!)
    const fitted = (width - measures.gap * (position - from)) / sum
    if (fitted <= wanted) {
      // With this photo the row is too low, without it too high: whichever is nearer to the wanted height.
      const without = position > from && wanted / fitted > height / wanted
      return without ? { end: position, height } : { end: position + 1, height: fitted }
    }
    height = fitted
  }
  return { end: groupEnd, height: wanted }
}
