import { labelOf } from '../../shared/label-text.ts'
import type { Metadata } from '../../shared/metadata.ts'
import { flagCode, labelCode, RegisterSource } from '../../shared/registers.ts'
import type { NewPhoto } from './catalog.ts'

interface Initial<Value> {
  value: Value
  source: number
}

/** What the user can change, as a photo's own files say it. Null: they do not say. */
export interface SaidByFiles {
  rating: number | null
  label: number | null
  title: string | null
  caption: string | null
  creator: string | null
  copyright: string | null
}

export function saidByFiles(metadata: Metadata): SaidByFiles {
  const label = labelOf(metadata.label)
  const rating = metadata.rating
  return {
    rating: rating === null || !(rating >= 0) ? null : Math.min(5, Math.round(rating)),
    label: label === null ? null : labelCode(label),
    title: metadata.title || null,
    caption: metadata.caption || null,
    creator: metadata.creator || null,
    copyright: metadata.copyright || null,
  }
}

export const initialFieldNames = [
  'rating',
  'flag',
  'label',
  'title',
  'caption',
  'creator',
  'copyright',
] as const

/** What a new photo starts with. Marks made on the card win over the file; templates fill in what it does not say. */
export function initialFields(metadata: Metadata, given: NewPhoto['initial']) {
  const said = saidByFiles(metadata)
  return {
    rating: given.rating === null ? fromFile(said.rating ?? 0) : byUser(given.rating),
    flag: byUser(flagCode(given.flag)),
    label: fromFile(said.label ?? 0),
    title: fromFile(said.title ?? ''),
    caption: fromFile(said.caption ?? ''),
    creator: said.creator === null ? byTemplate(given.creator) : fromFile(said.creator),
    copyright: said.copyright === null ? byTemplate(given.copyright) : fromFile(said.copyright),
  }
}

function byTemplate(value: string): Initial<string> {
  return value === '' ? fromFile('') : { value, source: RegisterSource.template }
}

function fromFile<Value>(value: Value): Initial<Value> {
  return { value, source: RegisterSource.file }
}

function byUser<Value>(value: Value): Initial<Value> {
  return { value, source: RegisterSource.user }
}
