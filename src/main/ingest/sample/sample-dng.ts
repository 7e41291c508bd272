/**
 * A small DNG (TIFF/EP): the first directory is a JPEG preview, its SubIFD the picture as lossy linear RAW, both coded
 * as JPEG (Adobe DNG 1.4, compression 7 and 34892). Camera tags are written afterwards.
 */
export function sampleDng(preview: SizedJpeg, linear: SizedJpeg): Buffer {
  const main: Entry[] = [
    [254, LONG, [1]],
    ...pictureEntries(preview, 6, 7),
    [274, SHORT, [1]],
    [330, LONG, [0]],
    [50706, BYTE, [1, 4, 0, 0]],
    [50707, BYTE, [1, 4, 0, 0]],
  ]
  const raw: Entry[] = [
    [254, LONG, [0]],
    ...pictureEntries(linear, 34892, 34892),
    [50714, SHORT, [0, 0, 0]],
    [50717, SHORT, [255, 255, 255]],
  ]
  const mainAt = 8
  const rawAt = mainAt + directoryBytes(main)
  const previewAt = rawAt + directoryBytes(raw)
  const linearAt = previewAt + preview.jpeg.length
  setValue(main, 330, rawAt)
  setValue(main, 273, previewAt)
  setValue(raw, 273, linearAt)
  const header = Buffer.from([0x49, 0x49, 42, 0, mainAt, 0, 0, 0])
  return Buffer.concat([header, directory(main, mainAt), directory(raw, rawAt), preview.jpeg, linear.jpeg])
}

export interface SizedJpeg {
  jpeg: Buffer
  width: number
  height: number
}

const BYTE = 1
const SHORT = 3
const LONG = 4
const typeBytes: Record<number, number> = { [BYTE]: 1, [SHORT]: 2, [LONG]: 4 }

type Entry = [tag: number, type: number, values: number[]]

function pictureEntries(picture: SizedJpeg, photometric: number, compression: number): Entry[] {
  return [
    [256, LONG, [picture.width]],
    [257, LONG, [picture.height]],
    [258, SHORT, [8, 8, 8]],
    [259, SHORT, [compression]],
    [262, SHORT, [photometric]],
    [273, LONG, [0]],
    [277, SHORT, [3]],
    [278, LONG, [picture.height]],
    [279, LONG, [picture.jpeg.length]],
  ]
}

function setValue(entries: Entry[], tag: number, value: number): void {
  const entry = entries.find(([known]) => known === tag)
  if (entry) entry[2] = [value]
}

function directoryBytes(entries: readonly Entry[]): number {
  return 2 + entries.length * 12 + 4 + entries.reduce((sum, entry) => sum + outsideBytes(entry), 0)
}

/** Values of more than four bytes lie behind the directory, at even places. */
function outsideBytes([, type, values]: Entry): number {
  const bytes = typeBytes[type]! * values.length
  return bytes > 4 ? bytes + (bytes % 2) : 0
}

function directory(entries: readonly Entry[], at: number): Buffer {
  const bytes = Buffer.alloc(directoryBytes(entries))
  bytes.writeUInt16LE(entries.length, 0)
  let outside = 2 + entries.length * 12 + 4
  for (const [index, entry] of entries.toSorted((a, b) => a[0] - b[0]).entries()) {
    const [tag, type, values] = entry
    const slot = 2 + index * 12
    bytes.writeUInt16LE(tag, slot)
    bytes.writeUInt16LE(type, slot + 2)
    bytes.writeUInt32LE(values.length, slot + 4)
    const external = outsideBytes(entry)
    if (external > 0) bytes.writeUInt32LE(at + outside, slot + 8)
    writeValues(bytes, external > 0 ? outside : slot + 8, type, values)
    outside += external
  }
  return bytes
}

function writeValues(bytes: Buffer, at: number, type: number, values: readonly number[]): void {
  for (const [index, value] of values.entries()) {
    bytes.writeUIntLE(value, at + index * typeBytes[type]!, typeBytes[type]!)
  }
}
