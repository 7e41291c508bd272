/**
 * All sizes by full decode: screen (2048 px JPEG) and grid (512 px WebP) made and kept from one decode; the third,
 * full, is the camera's JPEG itself and is read as it is. The peer makes 2048 px alone.
 */
import { largeJpegs, previewsOf, vipsthumbnail } from './lib/preview-bench.ts'
import { compareRounds } from './lib/rounds.ts'

const paths = (await largeJpegs()).slice(0, 16)
const previews = previewsOf()
const ours = async () => {
  const slots = previews.add(paths)
  await Promise.all(slots.map((slot) => previews.service.picture('screen', slot)))
  await Promise.all(slots.map((slot) => previews.service.picture('full', slot)))
  const grids = await previews.service.grid(slots)
  if (grids.size !== slots.length) throw new Error(`${slots.length - grids.size} grid previews are missing`)
}
console.log(`${paths.length} JPEGs of 24 megapixels, page cache warm`)
await ours()
const reached = await compareRounds({
  items: { ours: paths.length, peer: paths.length },
  unit: 'pictures',
  reach: 1.1,
  ours: { name: 'ours', run: ours },
  peer: { name: 'vipsthumbnail 2048 x 2', run: () => vipsthumbnail(paths, 2048) },
})
await previews.close()
process.exitCode = reached ? 0 : 1
