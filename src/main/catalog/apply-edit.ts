import type { EditSummaryKey, PhotoChange } from '../../shared/edits.ts'
import { AppError } from '../../shared/errors.ts'
import { keywordKey } from '../../shared/keyword.ts'
import { flagCode, labelCode, RegisterSource } from '../../shared/registers.ts'
import { bytesOf } from './bytes.ts'
import { choose } from './chosen.ts'
import { stageAlbumEdit } from './album-edits.ts'
import type { SlotEdit } from './slot-edit.ts'
import { keywordNumber } from './keywords.ts'
import { carryOutOperations, lastOperation, stageKeyword, stagePhotoField } from './operations.ts'
import { recordAction } from './write-path.ts'
import type { Write } from './write-path.ts'

export interface Summary {
  key: EditSummaryKey
  params: Record<string, string | number>
}

export interface EditOutcome {
  changed: number
  summary: Summary
}

/** Carries out an edit. What has the value already is left alone; an edit that changes nothing leaves no action. */
export function applyEdit(write: Write, edit: SlotEdit): EditOutcome {
  const outcome =
    edit.kind === 'photos' ? changePhotos(write, edit.slots, edit.change) : stageAlbumEdit(write, edit)
  if (lastOperation(write.statements) < write.firstOperation) return outcome
  carryOutOperations(write)
  write.statements(`UPDATE actions SET state = 'dropped' WHERE kind = 'edit' AND state = 'undone'`).run()
  recordAction(write, { kind: 'edit', summary: outcome.summary, changed: outcome.changed })
  write.undo = true
  return outcome
}

function changePhotos(write: Write, slots: readonly number[], change: PhotoChange): EditOutcome {
  choose(write, slots)
  if (change.field === 'keywords') return changeKeywords(write, change)
  const { field, value } = registerOf(write, change, slots)
  stagePhotoField(write, field, value, RegisterSource.user)
  const changed = changedPhotos(write)
  return { changed, summary: summaryOf(change, changed) }
}

function registerOf(
  write: Write,
  change: Exclude<PhotoChange, { field: 'keywords' }>,
  slots: readonly number[],
) {
  switch (change.field) {
    case 'rating':
      return { field: 'rating', value: change.value } as const
    case 'flag':
      return { field: 'flag', value: flagCode(change.value) } as const
    case 'label':
      return { field: 'label', value: labelCode(change.value) } as const
    case 'trashed':
      return { field: 'trashed_at', value: change.value ? write.at : null } as const
    case 'face':
      return { field: 'face_choice', value: faceOf(write, change.value, slots) } as const
    default:
      return { field: change.field, value: change.value.normalize('NFC') } as const
  }
}

function faceOf(write: Write, file: string | null, slots: readonly number[]): string | null {
  if (slots.length !== 1) throw new AppError('too-many-photos', { most: 1 })
  if (file === null) return null
  const owner = write.statements<number>('SELECT photo FROM files WHERE id = ?').pluck().get(bytesOf(file))
  if (owner !== slots[0]) throw new AppError('not-found', { what: 'The file' })
  return file
}

function changeKeywords(write: Write, change: Extract<PhotoChange, { field: 'keywords' }>): EditOutcome {
  const removed = distinct(change.remove)
  const added = distinct(change.add).filter(
    (keyword) => !removed.some((other) => sameKeyword(other, keyword)),
  )
  for (const [keywords, present] of [[removed, false] as const, [added, true] as const]) {
    for (const keyword of keywords) {
      const number = keywordNumber(write, keyword)
      if (number !== null) stageKeyword(write, number, present, RegisterSource.user)
    }
  }
  const changed = changedPhotos(write)
  const single = added.length + removed.length === 1 ? (added[0] ?? removed[0]) : undefined
  const params = { count: changed, added: added.length, removed: removed.length }
  return {
    changed,
    summary: { key: 'keyworded', params: single === undefined ? params : { ...params, keyword: single } },
  }
}

function distinct(keywords: readonly string[]): string[] {
  return keywords.filter(
    (keyword, index) => keywords.findIndex((other) => sameKeyword(other, keyword)) === index,
  )
}

function sameKeyword(a: string, b: string): boolean {
  return keywordKey(a) === keywordKey(b)
}

function changedPhotos(write: Write): number {
  const count = write
    .statements<number>('SELECT count(DISTINCT object) FROM operations WHERE number >= ?')
    .pluck()
  return count.get(write.firstOperation) ?? 0
}

function summaryOf(change: Exclude<PhotoChange, { field: 'keywords' }>, count: number): Summary {
  switch (change.field) {
    case 'rating':
      return { key: 'rated', params: { count, value: change.value } }
    case 'flag':
      return { key: 'flagged', params: { count, value: change.value } }
    case 'label':
      return { key: 'labelled', params: { count, value: change.value ?? '' } }
    case 'title':
      return { key: 'titled', params: { count } }
    case 'caption':
      return { key: 'captioned', params: { count } }
    case 'creator':
      return { key: 'creator-set', params: { count } }
    case 'copyright':
      return { key: 'copyright-set', params: { count } }
    case 'trashed':
      return { key: change.value ? 'trashed' : 'restored', params: { count } }
    case 'face':
      return { key: 'face-chosen', params: { count } }
  }
}
