import { lstat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { fillTemplate, type FileTemplate } from '../../../shared/file-template.ts'
import { mediaStem } from '../../grouping/stem.ts'
import { leadOf } from '../card/card-photo.ts'
import type { ReadMethod } from '../copy/chunks.ts'
import type { CopyPool } from '../copy/copy-pool.ts'
import { quietlyAsync } from './leftovers.ts'
import { split } from './name-targets.ts'
import type { PlannedFile, PlannedPhoto } from './planned-photo.ts'
import { partOf, type RunContext } from './run-context.ts'
import { templateFacts } from './template-facts.ts'

/** Where in a destination a photo's files belong. */
interface Home {
  folder: string
  stem: string
}

/**
 * Chooses the final paths of a photo's proven parts that have none yet: beside the files of the photo that have, else
 * by the template; with `-1`, `-2` … where another content has the name. A file that lies there already with the same
 * content, proven by reading it, is taken as the copy.
 */
export async function chooseTargets(
  run: RunContext,
  planned: PlannedPhoto,
  template: FileTemplate,
): Promise<void> {
  const open = planned.files
    .map((file) => ({ file, destinations: nameless(file) }))
    .filter(({ destinations }) => destinations.length > 0)
  if (open.length === 0) return
  const home =
    settledHome(planned) ?? (await libraryHome(run, planned)) ?? templateHome(run, planned, template)
  const names = open.map(({ file }) => planned.photo.files[file.member]!.file.name)
  for (let number = 0; ; number++) {
    const paths = run.names.candidates(home.folder, home.stem, leadOf(planned.photo).name, names, number)
    const found = await Promise.all(
      open.map(({ file, destinations }, index) => look(run, file, paths[index]!, destinations)),
    )
    if (!found.every((places) => places !== null)) continue
    // Another import may have promised one of them while the disk was looked at.
    if (open.some(({ destinations }, index) => run.names.isPromised(paths[index]!, destinations))) continue
    planned.photo.sameNameOtherContent ||= number > 0
    for (const [index, { file, destinations }] of open.entries()) {
      run.names.promise(paths[index]!, destinations)
      await take(run, file, paths[index]!, found[index]!)
    }
    return
  }
}

function nameless(file: PlannedFile): number[] {
  return [...file.copies.keys()].filter(
    (index) => file.copies[index]!.state === 'part' && file.row.targets[index] === null,
  )
}

/** Where another file of the photo, or another copy of this one, has its name already. */
function settledHome(planned: PlannedPhoto): Home | null {
  const lead = planned.files.find((file) => file.member === 0)
  const path = lead?.row.targets.find((target) => target !== null)
  return path ? homeOf(path) : null
}

/** Where the library keeps the photo, as far as that is inside the destination. */
async function libraryHome(run: RunContext, planned: PlannedPhoto): Promise<Home | null> {
  if (planned.photoId === null) return null
  const destination = run.destinations[0]!
  const lead = (await run.catalog.filesOf(planned.photoId))[0]
  const base = destination.relative === '' ? '' : `${destination.relative}/`
  if (lead?.volumeId !== destination.volumeId) return null
  const path = lead.folder === '' ? lead.name : `${lead.folder}/${lead.name}`
  return path.startsWith(base) ? homeOf(path.slice(base.length)) : null
}

function templateHome(run: RunContext, planned: PlannedPhoto, template: FileTemplate): Home {
  return fillTemplate(
    template,
    templateFacts(planned.photo, planned.sequence, run.options.job, run.card.name),
  )
}

function homeOf(path: string): Home {
  const { folder, name } = split(path)
  return { folder, stem: mediaStem(name) }
}

/** What a destination has under a name: nothing, or the same content, and how it was read. */
type Place = { destination: number; same: ReadMethod | null }

/** Null when the name is taken in one of the destinations. */
async function look(
  run: RunContext,
  file: PlannedFile,
  path: string,
  destinations: readonly number[],
): Promise<Place[] | null> {
  const places: Place[] = []
  for (const destination of destinations) {
    const state = await run.names.state(path, destination)
    if (state === 'promised') return null
    if (state === 'free') {
      places.push({ destination, same: null })
      continue
    }
    const root = run.destinations[destination]!.path
    const method = await sameContent(join(root, ...path.split('/')), file.row, run.checks)
    // `nothing`: taken in another spelling, which some disks do not tell from this one.
    if (method === 'other' || method === 'nothing') return null
    places.push({ destination, same: method })
  }
  return places
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

async function take(
  run: RunContext,
  file: PlannedFile,
  path: string,
  places: readonly Place[],
): Promise<void> {
  file.row.targets = [...file.row.targets]
  for (const { destination, same } of places) {
    file.row.targets[destination] = path
    if (same === null) continue
    file.copies[destination] = { state: 'placed', method: same, verifiedAt: run.clock.now() }
    await quietlyAsync(unlink(partOf(run, file, destination)))
  }
}
