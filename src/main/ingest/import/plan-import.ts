import { companionName, fillTemplate, parseTemplate } from '../../../shared/file-template.ts'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import type { ImportOptions, ImportPlan } from '../../../shared/import.ts'
import { mediaStem } from '../../grouping/stem.ts'
import type { VolumeService } from '../../volumes/volume-service.ts'
import { type CardPhoto, isSelected, takenAtOf } from '../card/card-photo.ts'
import type { OpenCard } from '../card/open-card.ts'
import { bytesNeeded, type Destination, lookAtDestinations } from './destinations.ts'
import type { StoredImport } from './stored-import.ts'
import { templateFacts } from './template-facts.ts'

const PREVIEW_FOLDERS = 6
const PREVIEW_NAMES = 6

export interface Selection {
  /** To copy, in the order of the card. */
  photos: CardPhoto[]
  /** Numbers for the token {sequence}, by capture time, in the same order. */
  sequences: number[]
  known: CardPhoto[]
  rejected: number
  leftOut: number
}

/** Which photos an import with these options takes. */
export function selectPhotos(card: OpenCard, options: Pick<ImportOptions, 'copyFirst'>): Selection {
  const picksOnly = options.copyFirst === 'picks-only'
  const wanted = (photo: CardPhoto) => isSelected(photo) && (!picksOnly || photo.flag === 'pick')
  const photos = card.photos.filter(wanted)
  const known = card.photos.filter((photo) => photo.knownAs !== null)
  const rejected = card.photos.filter((photo) => photo.knownAs === null && photo.flag === 'reject').length
  const byTime = photos.toSorted(
    (a, b) => compare(takenAtOf(a) ?? '', takenAtOf(b) ?? '') || a.index - b.index,
  )
  const numbers = new Map(byTime.map((photo, index) => [photo, index + 1]))
  return {
    photos,
    sequences: photos.map((photo) => numbers.get(photo)!),
    known,
    rejected,
    leftOut: card.photos.length - photos.length - known.length - rejected,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** What would happen, without touching card or destination. */
export async function planImport(
  card: OpenCard,
  options: ImportOptions,
  volumes: Pick<VolumeService, 'locate' | 'list'>,
): Promise<{ plan: ImportPlan; selection: Selection; destinations: Destination[] }> {
  const selection = selectPhotos(card, options)
  const bytes = selection.photos.reduce((sum, photo) => sum + photo.bytes, 0)
  const problems: ErrorNotice[] = []
  let destinations: Destination[] = []
  let preview: ImportPlan['preview'] = []
  try {
    destinations = await lookAtDestinations(options, card.root, bytes, volumes)
    problems.push(...destinations.flatMap((destination) => destination.problems))
    preview = previewOf(card, options, selection)
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    problems.push({ code: error.code, params: error.params })
  }
  if (card.photos.length === 0) problems.push({ code: 'card-empty', params: { path: card.root } })
  const ids = new Set(destinations.map((destination) => destination.volumeId))
  return {
    selection,
    destinations,
    plan: {
      photos: card.photos.length,
      files: selection.photos.reduce((sum, photo) => sum + photo.files.length, 0),
      bytes,
      alreadyImported: selection.known.length,
      rejected: selection.rejected,
      leftOut: selection.leftOut,
      preview,
      destinations: destinations.map((destination) => ({
        path: destination.path,
        volumeId: destination.volumeId,
        volumeName: destination.volumeName,
        bytesFree: destination.bytesFree,
        bytesFreeAfter: Math.max(0, destination.bytesFree - bytesNeeded(bytes)),
      })),
      differentVolumes: ids.size > 1,
      problems: problems.map((problem) => ({ code: problem.code, params: { ...problem.params } })),
    },
  }
}

function previewOf(card: OpenCard, options: ImportOptions, selection: Selection): ImportPlan['preview'] {
  const template = parseTemplate(options.template)
  const folders = new Map<string, ImportPlan['preview'][number]>()
  for (const [index, photo] of selection.photos.entries()) {
    const facts = templateFacts(photo, selection.sequences[index]!, options.job, card.name)
    const { folder, stem } = fillTemplate(template, facts)
    const entry = folders.get(folder) ?? { folder, photos: 0, names: [] }
    folders.set(folder, entry)
    entry.photos++
    const shared = mediaStem(photo.files[0]!.file.name)
    for (const { file } of photo.files) {
      if (entry.names.length < PREVIEW_NAMES) entry.names.push(companionName(file.name, shared, stem, 0))
    }
  }
  return [...folders.values()].sort((a, b) => compare(a.folder, b.folder)).slice(0, PREVIEW_FOLDERS)
}

/** @param lacking known photos that get a second copy, behind those that are copied in full */
export function storedImport(
  selection: Selection,
  lacking: readonly CardPhoto[],
  options: ImportOptions,
  skipped: number,
): StoredImport {
  return {
    options,
    photos: [...selection.photos, ...lacking].map((photo, index) => ({
      flag: photo.flag,
      rating: photo.rating,
      sequence: selection.sequences[index] ?? 0,
      knownAs: photo.knownAs,
    })),
    known: selection.known.flatMap((photo) =>
      photo.knownAs === null ? [] : [{ photoId: photo.knownAs, files: photo.files.length }],
    ),
    rejected: selection.rejected,
    leftOut: selection.leftOut,
    skipped,
  }
}
