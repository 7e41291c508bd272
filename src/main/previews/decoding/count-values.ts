import sharp from 'sharp'

/** 3 x 256 counts of red, green and blue of a preview. */
export async function countValues(picture: Uint8Array): Promise<number[][]> {
  const { data, info } = await sharp(picture)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const counts = [0, 1, 2].map(() => new Array<number>(256).fill(0))
  for (let at = 0; at < data.length; at += info.channels) {
    for (const [channel, count] of counts.entries()) {
      const value = data[at + Math.min(channel, info.channels - 1)] ?? 0
      count[value] = (count[value] ?? 0) + 1
    }
  }
  return counts
}
