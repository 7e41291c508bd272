import { InvalidArgumentError } from 'commander'
import type { Command } from 'commander'
import type { EngineConnection } from '../../main/engine/engine-connection.ts'
import { AppError } from '../../shared/errors.ts'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { PreviewSize } from '../../shared/ipc/bulk.ts'
import { errorNoticeSchema } from '../../shared/jobs.ts'
import { findPhoto } from '../find-photo.ts'
import { withLibrary } from '../options.ts'
import type { LibraryOptions } from '../options.ts'
import { printJson, printLine } from '../output.ts'
import { withEngine } from '../with-engine.ts'

/** Longest edges of the kept sizes, see shared/ipc/bulk.ts. */
const KEPT: readonly { size: PreviewSize; edge: number }[] = [
  { size: 'grid', edge: 512 },
  { size: 'screen', edge: 2048 },
  { size: 'full', edge: Infinity },
]

export function addPreview(program: Command): void {
  withLibrary(program.command('preview'))
    .description('write a preview as a file; never larger than the picture is')
    .argument('<photo>', 'id, beginning of an id, or path')
    .requiredOption('--size <n>', 'pixels of the longest edge, or "full"', parseSize)
    .requiredOption('--out <file>', 'the ending tells the format: .jpg, .webp, .png, .avif')
    .action(async (photo: string, options: LibraryOptions & { size: number; out: string }) => {
      await withEngine(options.library, async (engine) => {
        const { id } = await findPhoto(engine.client, photo)
        const { slot } = await engine.client.photos.detail({ id })
        const { size } = KEPT.find(({ edge }) => options.size <= edge) ?? { size: 'full' as const }
        const {
          width,
          height,
          size: bytes,
        } = await writePreview(await fetchPreview(engine, size, slot), options)
        if (options.json) printJson({ id, out: options.out, width, height, bytes })
        else printLine(`${options.out}: ${width} x ${height}`)
      })
    })
}

async function fetchPreview(engine: EngineConnection, size: PreviewSize, slot: number): Promise<Buffer> {
  const { status, body } = await engine.bulk(bulk.preview(size, slot, 0))
  if (status === 200) return body
  const notice = errorNoticeSchema.safeParse(JSON.parse(body.toString() || 'null'))
  throw notice.success ? new AppError(notice.data.code, notice.data.params) : new AppError('engine-stopped')
}

async function writePreview(picture: Buffer, { size, out }: { size: number; out: string }) {
  // Loaded here alone: most commands have no use for it, and it takes its time.
  const { default: sharp } = await import('sharp')
  const edge = Number.isFinite(size) ? size : undefined
  try {
    return await sharp(picture)
      .autoOrient()
      .resize({ width: edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .toFile(out)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new AppError('write-failed', { path: out, reason }, { cause: error })
  }
}

function parseSize(text: string): number {
  if (text === 'full') return Infinity
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError('Give pixels, such as 1024, or "full".')
  return Number(text)
}
