/**
 * A minimal ICC v2 display profile with the primaries, white and gamma of the AdobeRGB colour space, as cameras mean
 * it when their EXIF says R03 and no profile is embedded. Built from the numbers of the "Adobe RGB (1998) Color Image
 * Encoding" specification, section 4.3 (gamma 563/256) and annex C (primaries adapted to D50), in the layout of
 * ICC.1:2001-04.
 */
export function adobeRgbProfile(): Uint8Array {
  const curve = Buffer.alloc(14)
  curve.write('curv', 'latin1')
  curve.writeUInt32BE(1, 8)
  curve.writeUInt16BE(563, 12)
  const tags: [string, Buffer][] = [
    ['desc', description('AdobeRGB compatible')],
    ['cprt', Buffer.from('text\0\0\0\0Public domain\0', 'latin1')],
    ['wtpt', xyz(0.9642, 1, 0.8249)],
    ['rXYZ', xyz(0.60974, 0.31111, 0.01947)],
    ['gXYZ', xyz(0.20528, 0.62567, 0.06087)],
    ['bXYZ', xyz(0.14919, 0.06322, 0.74457)],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ]
  return assemble(tags)
}

function xyz(x: number, y: number, z: number): Buffer {
  const tag = Buffer.alloc(20)
  tag.write('XYZ ', 'latin1')
  for (const [i, value] of [x, y, z].entries()) tag.writeInt32BE(Math.round(value * 65_536), 8 + i * 4)
  return tag
}

function description(text: string): Buffer {
  const tag = Buffer.alloc(12 + text.length + 1 + 78)
  tag.write('desc', 'latin1')
  tag.writeUInt32BE(text.length + 1, 8)
  tag.write(text, 12, 'latin1')
  return tag
}

const HEADER_BYTES = 128

function assemble(tags: [string, Buffer][]): Buffer {
  const table = Buffer.alloc(4 + tags.length * 12)
  table.writeUInt32BE(tags.length, 0)
  const bodies: Buffer[] = []
  let at = HEADER_BYTES + table.length
  for (const [i, [name, body]] of tags.entries()) {
    table.write(name, 4 + i * 12, 'latin1')
    table.writeUInt32BE(at, 8 + i * 12)
    table.writeUInt32BE(body.length, 12 + i * 12)
    const padded = Buffer.concat([body, Buffer.alloc(-body.length & 3)])
    bodies.push(padded)
    at += padded.length
  }
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt32BE(at, 0)
  header.writeUInt32BE(0x02400000, 8)
  header.write('mntrRGB XYZ ', 12, 'latin1')
  header.write('acsp', 36, 'latin1')
  xyz(0.9642, 1, 0.8249).copy(header, 68, 8)
  return Buffer.concat([header, table, ...bodies])
}
