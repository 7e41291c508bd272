import { keywordKey } from '../../shared/keyword.ts'
import type { Metadata } from '../../shared/metadata.ts'
import { RegisterSource } from '../../shared/registers.ts'
import { choose } from './chosen.ts'
import { saidByFiles } from './initial-fields.ts'
import type { SaidByFiles } from './initial-fields.ts'
import { keywordNumber } from './keywords.ts'
import { stageKeyword, stagePhotoField } from './operations.ts'
import type { Write } from './write-path.ts'

const unsaid: Readonly<Record<keyof SaidByFiles, string | number>> = {
  ...{ rating: 0, label: 0, title: '', caption: '', creator: '', copyright: '' },
}

/**
 * Stages what a photo's files say of the fields that the user has not edited. What they do not say any more is not held
 * any more: computers that have only seen the files as they are now hold the same.
 * @param overTemplate whether it takes the place of what a template filled in, which is for the files' own computer to tell
 */
export function stageFound(write: Write, slot: number, metadata: Metadata, overTemplate = true): void {
  const said = Object.entries(saidByFiles(metadata)) as [keyof SaidByFiles, string | number | null][] // Its own keys.
  choose(write, [slot])
  for (const [field, value] of said) {
    const source = sourceOf(write, slot, field, 0)
    if (source === RegisterSource.user) continue
    if (source === RegisterSource.template && (value === null || !overTemplate)) continue
    // Other computers were told what the template says, and have to be told that the file says otherwise.
    const isTold = write.travels && source === RegisterSource.template
    stagePhotoField(write, field, value ?? unsaid[field], isTold ? RegisterSource.user : RegisterSource.file)
  }
  stageFoundKeywords(write, slot, metadata.keywords)
}

function stageFoundKeywords(write: Write, slot: number, keywords: readonly string[]): void {
  const distinct = new Map(keywords.map((keyword) => [keywordKey(keyword), keyword]))
  const numbers = new Set<number>()
  for (const keyword of distinct.values()) {
    const number = keywordNumber(write, keyword)
    if (number === null) continue
    numbers.add(number)
    if (!editedByUser(write, slot, 'keyword', number)) stageKeyword(write, number, true, RegisterSource.file)
  }
  const present = write
    .statements<number>('SELECT keyword FROM photo_keywords WHERE photo = ?')
    .pluck()
    .all(slot)
  for (const number of present) {
    const gone = !numbers.has(number) && !editedByUser(write, slot, 'keyword', number)
    if (gone) stageKeyword(write, number, false, RegisterSource.file)
  }
}

function editedByUser(write: Write, object: number, field: string, element: number): boolean {
  return sourceOf(write, object, field, element) === RegisterSource.user
}

function sourceOf(write: Write, object: number, field: string, element: number): number | undefined {
  return write
    .statements<number>('SELECT source FROM registers WHERE object = ? AND field = ? AND element = ?')
    .pluck()
    .get(object, field, element)
}
