/** Grid previews (512 px) of JPEGs that carry a preview of at least that size, as after an import. */
import { largeJpegsWithPreview, previewsOf, vipsthumbnail } from './lib/preview-bench.ts'
import { compareRounds } from './lib/rounds.ts'

const paths = await largeJpegsWithPreview()
const previews = previewsOf()
/** The peer takes long enough with each file once. */
const TIMES = 4
const ours = async () => {
  for (let i = 0; i < TIMES; i++) previews.add(paths)
  await previews.makeAll()
}
console.log(`${paths.length} JPEGs of 24 megapixels with a 1620 px preview, page cache warm`)
await ours()
const reached = await compareRounds({
  items: { ours: TIMES * paths.length, peer: paths.length },
  unit: 'pictures',
  reach: 8,
  ours: { name: 'ours', run: ours },
  peer: { name: 'vipsthumbnail 512 x 2', run: () => vipsthumbnail(paths, 512) },
})
await previews.close()
process.exitCode = reached ? 0 : 1
