import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exiftoolPath } from 'exiftool-vendored'
import { createMetadataReader } from '../src/main/metadata/create-metadata-reader.ts'
import { differences, expectedPhotos, hasPhotos, photosFolder } from '../test/fixtures/expected-photos.ts'
import { cameraJpegs, paddedRaws } from './lib/camera-files.ts'
import { compareRounds } from './lib/rounds.ts'

const TIMES = 20

/** Tags of the fields that Metadata has, as a user of ExifTool would ask for them. */
const TAGS =
  'FileType Make Model LensModel SerialNumber DateTimeOriginal OffsetTimeOriginal SubSecTimeOriginal ISO FNumber ' +
  'ExposureTime FocalLength ExposureCompensation ExposureProgram Flash WhiteBalance ImageSize Orientation GPSLatitude ' +
  'GPSLongitude GPSAltitude Rating Label Subject Keywords Title Description Creator Copyright Software'

const exiftool = await exiftoolPath()
const run = promisify(execFile)
const reader = createMetadataReader()
const reached: boolean[] = []

await compare('24-megapixel JPEGs', await cameraJpegs())
const raws = await paddedRaws()
if (raws.length > 0) await compare('TIFF-family RAW', raws)
else console.log('TIFF-family RAW: left out, no ../shared/photos here')
if (hasPhotos) reached.push(await checkFields())
await reader.close()
process.exitCode = reached.every(Boolean) ? 0 : 1

async function compare(title: string, paths: string[]): Promise<void> {
  console.log(`${title}: ${paths.length} files, page cache warm`)
  const list = join(tmpdir(), `image-space-bench-metadata-${process.pid}.args`)
  writeFileSync(list, paths.join('\n'))
  // Several times, so that a round of ours lasts about as long as one of the peer's.
  const ours = async () => {
    for (let time = 0; time < TIMES; time++) await reader.readFast(paths)
  }
  await ours()
  reached.push(
    await compareRounds({
      items: { ours: paths.length * TIMES, peer: paths.length },
      unit: 'files',
      reach: 25,
      ours: { name: 'ours', run: ours },
      peer: {
        name: 'exiftool -fast2',
        run: async () => {
          await run(
            exiftool,
            ['-fast2', '-json', '-n', ...TAGS.split(' ').map((tag) => `-${tag}`), '-@', list],
            {
              maxBuffer: 1 << 30,
            },
          )
        },
      },
    }),
  )
}

async function checkFields(): Promise<boolean> {
  const photos = expectedPhotos().filter((photo) => photo.strict)
  const fast = await reader.readFast(photos.map((photo) => join(photosFolder, photo.path)))
  let slow = 0
  const found: string[] = []
  for (const [index, photo] of photos.entries()) {
    const answer = fast[index]!
    if (!answer.complete) slow++
    const metadata = answer.complete ? answer.metadata : await reader.readFull(join(photosFolder, photo.path))
    found.push(...differences(photo, metadata))
  }
  for (const line of found) console.log(`  differs: ${line}`)
  console.log(
    `fields of ${photos.length} files (${slow} of them by ExifTool in addition): ${found.length} differing fields`,
  )
  return found.length === 0
}
