import { lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fillTemplate, type FileTemplate, type TemplateFacts } from '../../../shared/file-template.ts'
import { extensionOf } from '../../grouping/file-kind.ts'
import { mediaStem } from '../../grouping/stem.ts'
import { cameraOf, type CardPhoto, leadOf, takenAtOf } from '../card/card-photo.ts'
import type { ReadMethod } from '../copy/chunks.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import { quietlyAsync } from './leftovers.ts'
import type { PlannedFile, PlannedPhoto } from './planned-photo.ts'
import { partOf, type RunContext } from './run-context.ts'

/** What a photo fills a template with. */
export function templateFacts(photo: CardPhoto, sequence: number, job: string, card: string): TemplateFacts {
  const lead = leadOf(photo)
  const serial = photo.metadata.find((found) => found?.metadata.serial)?.metadata.serial ?? ''
  return {
    takenAt: takenAtOf(photo) ?? wallClock(lead.mtime),
    camera: cameraOf(photo),
    serial,
    job,
    card,
    sequence,
    originalName: mediaStem(lead.name),
    extension: extensionOf(lead.name),
  }
}

/** For lack of a capture time: the file's own, on this machine's clock, as the card's file system meant it. */
function wallClock(mtime: number): string {
  const date = new Date(mtime)
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${String(date.getFullYear()).padStart(4, '0')}:${two(date.getMonth() + 1)}:${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}

/**
 * Chooses the final paths of a photo's proven files: the template's name, or with `-1`, `-2` … where another content
 * has it. A file that lies there already with the same content, proven by reading it, is taken as the copy.
 */
export async function chooseTargets(
  run: RunContext,
  planned: PlannedPhoto,
  files: readonly PlannedFile[],
  template: FileTemplate,
): Promise<void> {
  const facts = templateFacts(planned.photo, planned.sequence, run.options.job, run.card.name)
  const { folder, stem } = fillTemplate(template, facts)
  const fileNames = files.map((file) => planned.photo.files[file.member]!.file.name)
  for (let number = 0; ; number++) {
    const paths = run.names.candidates(folder, stem, leadOf(planned.photo).name, fileNames, number)
    const found = await Promise.all(files.map((file, index) => look(run, file, paths[index]!)))
    if (!found.every((places) => places !== 'taken')) continue
    // Another import may have promised one of them while the disk was looked at.
    if (paths.some((path) => run.names.isPromised(path))) continue
    run.names.promise(paths)
    planned.photo.sameNameOtherContent ||= number > 0
    for (const [index, file] of files.entries()) takePlace(file, paths[index]!, found[index]!)
    await removeNeedlessParts(run, files)
    return
  }
}

type Places = ({ method: ReadMethod } | null)[]

/** Per destination: null where the name is free, the way it was read where the same content is there already. */
async function look(run: RunContext, file: PlannedFile, path: string): Promise<Places | 'taken'> {
  const state = await run.names.state(path)
  if (state === 'promised') return 'taken'
  if (state === 'free') return run.destinations.map(() => null)
  const places: Places = []
  for (const destination of run.destinations) {
    const method = await sameContent(join(destination.path, ...path.split('/')), file.row, run.pool)
    if (method === 'other') return 'taken'
    places.push(method === 'nothing' ? null : { method })
  }
  // Taken in another spelling only: on a disk that does not tell spellings apart it would be the same name.
  return places.some((place) => place !== null) ? places : 'taken'
}

/** How a path was read when it has the file's content, else what is there. */
export async function sameContent(
  path: string,
  expected: { bytes: number; sha256: string | null },
  pool: CopyPool,
): Promise<ReadMethod | 'other' | 'nothing'> {
  const found = await lstat(path).catch(() => null)
  if (!found) return 'nothing'
  if (!found.isFile() || found.size !== expected.bytes) return 'other'
  const outcome = await pool.run({ kind: 'hash', path })
  return outcome.kind === 'hashed' && outcome.digests.sha256 === expected.sha256 ? outcome.method : 'other'
}

function takePlace(file: PlannedFile, path: string, places: Places | 'taken'): void {
  file.row.targets = file.copies.map((copy, destination) => {
    const place = places === 'taken' ? null : places[destination]
    if (place) {
      file.copies[destination] = {
        state: 'placed',
        method: place.method,
        verifiedAt: copy.verifiedAt || Date.now(),
      }
    }
    return copy.state === 'none' && !place ? null : path
  })
}

async function removeNeedlessParts(run: RunContext, files: readonly PlannedFile[]): Promise<void> {
  for (const file of files) {
    for (const [destination, copy] of file.copies.entries()) {
      if (copy.state === 'placed') await quietlyAsync(unlink(partOf(run, file, destination)))
    }
  }
}
