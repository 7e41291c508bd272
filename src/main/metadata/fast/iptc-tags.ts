import { decodeText } from './decode-text.ts'
import { type Found, note } from './found.ts'

/** IPTC-IIM 4.2, record 2. */
const texts: Readonly<Record<number, string>> = {
  5: 'ObjectName',
  80: 'By-line',
  116: 'CopyrightNotice',
  120: 'Caption-Abstract',
}
const KEYWORD = 25
const DATE_CREATED = 55
const TIME_CREATED = 60
const IPTC_RESOURCE = 0x0404

/** Photoshop's image resources, one of which holds IPTC (Adobe Photoshop File Formats Specification). */
export function notePhotoshop(bytes: Uint8Array | null, found: Found): void {
  if (!bytes) return
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 12 <= bytes.length && view.getUint32(at) === 0x3842494d) {
    const nameBytes = 1 + view.getUint8(at + 6)
    const sizeAt = at + 6 + nameBytes + (nameBytes & 1)
    if (sizeAt + 4 > bytes.length) return
    const size = view.getUint32(sizeAt)
    if (view.getUint16(at + 4) === IPTC_RESOURCE)
      noteIptc(bytes.subarray(sizeAt + 4, sizeAt + 4 + size), found)
    at = sizeAt + 4 + size + (size & 1)
  }
}

export function noteIptc(bytes: Uint8Array | null, found: Found): void {
  if (!bytes) return
  const keywords: string[] = []
  for (const { record, dataset, value } of datasets(bytes)) {
    if (record !== 2) continue
    const name = texts[dataset]
    if (name) note(found, `IPTC:${name}`, decodeText(value))
    else if (dataset === KEYWORD) keywords.push(decodeText(value))
    else if (dataset === DATE_CREATED) note(found, 'IPTC:DateCreated', dateOf(decodeText(value)))
    else if (dataset === TIME_CREATED) note(found, 'IPTC:TimeCreated', timeOf(decodeText(value)))
  }
  if (keywords.length > 0) note(found, 'IPTC:Keywords', keywords)
}

function* datasets(bytes: Uint8Array): Generator<{ record: number; dataset: number; value: Uint8Array }> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  while (at + 5 <= bytes.length && view.getUint8(at) === 0x1c) {
    const size = view.getUint16(at + 3)
    // The top bit announces a longer length field; no text field uses it.
    if (size >= 0x8000 || at + 5 + size > bytes.length) return
    yield {
      record: view.getUint8(at + 1),
      dataset: view.getUint8(at + 2),
      value: bytes.subarray(at + 5, at + 5 + size),
    }
    at += 5 + size
  }
}

function dateOf(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1:$2:$3')
}

function timeOf(text: string): string {
  return text.replace(
    /^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?$/,
    (_, hour, minute, second, zone, zoneMinute) =>
      `${hour}:${minute}:${second}${zone ? `${zone}:${zoneMinute}` : ''}`,
  )
}
