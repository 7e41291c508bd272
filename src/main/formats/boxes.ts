import { latin1, type ByteSource } from './byte-source.ts'

/** A box of an ISO-BMFF file (ISO/IEC 14496-12). Positions are in the file. */
export interface Box {
  type: string
  /** 32 hex digits for a `uuid` box, else empty. */
  uuid: string
  /** Of its content. */
  at: number
  end: number
}

const MAX_BOXES = 200

/** The boxes between two positions. Stops at the first that makes no sense. */
export async function readBoxes(source: ByteSource, from: number, end: number): Promise<Box[]> {
  const boxes: Box[] = []
  let at = from
  while (at + 8 <= end && boxes.length < MAX_BOXES) {
    const box = await readBox(source, at, end)
    if (!box) break
    boxes.push(box)
    at = box.end
  }
  return boxes
}

async function readBox(source: ByteSource, at: number, end: number): Promise<Box | null> {
  const head = await source.view(at, 8)
  if (!head) return null
  const type = latin1(head, 4, 4)
  let size = head.getUint32(0)
  let header = 8
  if (size === 1) {
    const large = await source.view(at + 8, 8)
    if (!large) return null
    size = Number(large.getBigUint64(0))
    header = 16
  }
  if (size === 0) size = end - at
  if (size < header) return null
  const uuid = type === 'uuid' ? await source.view(at + header, 16) : null
  return {
    type,
    uuid: uuid ? hex(uuid) : '',
    at: at + header + (uuid ? 16 : 0),
    end: Math.min(at + size, end),
  }
}

function hex(view: DataView): string {
  let text = ''
  for (let i = 0; i < view.byteLength; i++) text += view.getUint8(i).toString(16).padStart(2, '0')
  return text
}

/** The first box along a path of types, such as `mdia minf stbl`. */
export async function findBox(source: ByteSource, parent: Box, ...path: string[]): Promise<Box | null> {
  let found: Box | undefined = parent
  for (const type of path) {
    const inside: Box[] = await readBoxes(source, found.at, found.end)
    found = inside.find((box) => box.type === type)
    if (!found) return null
  }
  return found
}
