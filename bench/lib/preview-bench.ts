import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'
import { createJobs } from '../../src/main/jobs/create-jobs.ts'
import { createPreviewService } from '../../src/main/previews/create-preview-service.ts'
import { systemClock, systemRandom } from '../../src/main/system.ts'
import { MemoryCatalog, memoryVolumes, noSpace } from '../../test/fixtures/memory-catalog.ts'
import { withMpfPreview } from '../../test/fixtures/mpf-jpeg.ts'
import { hasPhotos, photosFolder } from '../../test/fixtures/expected-photos.ts'

const run = promisify(execFile)

const WIDTH = 6000
const HEIGHT = 4000
const PICTURES = 12
/** Amplitude of the grain, which makes a JPEG as large as a camera's. */
const GRAIN = 14

/** 24 JPEGs of 24 megapixels, 6 to 9 MB each as cameras write them, with EXIF. Made once and kept. */
export function largeJpegs(): Promise<string[]> {
  return folderOf('large-jpegs', (main) => Promise.resolve(main))
}

/** The same with a 1620 px preview behind the main picture. */
export function largeJpegsWithPreview(): Promise<string[]> {
  return folderOf('large-jpegs-with-preview', async (main) => {
    const preview = await sharp(main).resize(1620, 1080).jpeg({ quality: 85 }).toBuffer()
    return withMpfPreview(main, preview)
  })
}

async function folderOf(name: string, finish: (main: Buffer) => Promise<Buffer>): Promise<string[]> {
  const folder = join(tmpdir(), 'image-space-bench', name)
  if (!existsSync(folder)) {
    console.log(`making ${folder}, once`)
    mkdirSync(`${folder}.unfinished`, { recursive: true })
    for (let i = 0; i < PICTURES; i++) {
      const bytes = await finish(await largeJpeg(i))
      for (const copy of [1, 2])
        writeFileSync(join(`${folder}.unfinished`, `DSC_${copy}${100 + i}.JPG`), bytes)
    }
    renameSync(`${folder}.unfinished`, folder)
  }
  return readdirSync(folder).map((file) => join(folder, file))
}

/** A photograph where there are some, else soft shapes, enlarged, with the grain of a sensor. */
async function largeJpeg(i: number): Promise<Buffer> {
  const names = ['Landscape_1.jpg', 'Portrait_1.jpg', 'Landscape_3.jpg', 'photo.3.embedded_sidecar.jpg']
  const scene = hasPhotos
    ? sharp(join(photosFolder, 'formats/orientation', names[i % names.length]!)).flop(i >= names.length)
    : sharp({
        create: { width: 60, height: 40, channels: 3, background: '#888', noise: noise(100 + 8 * i, 60) },
      })
  const smooth = await scene.resize(WIDTH, HEIGHT, { fit: 'fill' }).removeAlpha().raw().toBuffer()
  let random = i + 1
  for (let at = 0; at < smooth.length; at++) {
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    smooth[at] = Math.max(0, Math.min(255, smooth[at]! + ((random >>> 16) % (2 * GRAIN + 1)) - GRAIN))
  }
  return sharp(smooth, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .withExif({ IFD0: { Make: 'NIKON CORPORATION', Model: `NIKON Z 6 ${i}` } })
    .jpeg({ quality: 90 })
    .toBuffer()
}

function noise(mean: number, sigma: number) {
  return { type: 'gaussian', mean, sigma } as const
}

/** The preview service with its store, decoder processes and jobs; only the catalog is in memory. */
export function previewsOf() {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-previews-'))
  const catalog = new MemoryCatalog()
  const onBug = (error: unknown) => {
    throw error
  }
  const jobs = createJobs({ clock: systemClock, random: systemRandom, onBug })
  const storePath = join(folder, 'previews.db')
  const service = createPreviewService({
    catalog,
    volumes: memoryVolumes,
    space: noSpace,
    jobs,
    storePath,
    onBug,
  })
  return {
    service,
    add: (paths: readonly string[]) => paths.map((path) => catalog.add({ path, role: 'jpeg' })),
    /** Works off the backlog, as the engine does after an import. */
    async makeAll(): Promise<void> {
      const done = Promise.withResolvers<void>()
      const forget = jobs.onChange((job) => {
        if (job.state !== 'done') return
        if (job.failures.length === 0) done.resolve()
        else done.reject(new Error(JSON.stringify(job.failures)))
      })
      service.wake()
      await done.promise
      forget()
    },
    async close(): Promise<void> {
      await service.close()
      rmSync(folder, { recursive: true })
    },
  }
}

/** libvips' own thumbnailer in two processes, each with half of the files. */
export async function vipsthumbnail(paths: readonly string[], edge: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-bench-vips-'))
  const half = Math.ceil(paths.length / 2)
  const output = join(folder, '%s.jpg[Q=80]')
  await Promise.all(
    [paths.slice(0, half), paths.slice(half)].map((part) =>
      run('vipsthumbnail', [...part, '--size', `${edge}x${edge}`, '-o', output]),
    ),
  )
  rmSync(folder, { recursive: true })
}
