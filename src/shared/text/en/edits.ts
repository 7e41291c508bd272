import type { EditSummaryKey } from '../../edits.ts'
import type { KeyedMessages, Params } from '../message.ts'

/** What was done, for the undo bar. Params: see editSummaryKeys. */
export const edits: KeyedMessages<EditSummaryKey> = {
  rated: (p) =>
    Number(p['value']) === 0 ? `Rating taken from ${photos(p)}.` : `${photos(p)} rated ${p['value'] ?? ''}.`,
  flagged: (p) => `${photos(p)} ${flagged[String(p['value'])] ?? ''}.`,
  labelled: (p) => (p['value'] ? `${photos(p)} labelled ${p['value']}.` : `Label taken from ${photos(p)}.`),
  titled: (p) => `Title of ${photos(p)} changed.`,
  captioned: (p) => `Caption of ${photos(p)} changed.`,
  'creator-set': (p) => `Creator of ${photos(p)} changed.`,
  'copyright-set': (p) => `Copyright of ${photos(p)} changed.`,
  keyworded: (p) => `${keyworded(p)} ${photos(p)}.`,
  trashed: (p) => `${photos(p)} moved to the trash.`,
  restored: (p) => `${photos(p)} restored from the trash.`,
  'face-chosen': () => 'Picture of the photo chosen.',
  'album-created': (p) => `Album “${p['title'] ?? ''}” created.`,
  'album-renamed': (p) => `Album renamed to “${p['title'] ?? ''}”.`,
  'album-deleted': (p) => `Album “${p['title'] ?? ''}” deleted. Its photos stay in the library.`,
  'album-added': (p) => `${photos(p)} added to “${p['title'] ?? ''}”.`,
  'album-removed': (p) => `${photos(p)} removed from “${p['title'] ?? ''}”.`,
  'album-moved': (p) => `${photos(p)} moved in “${p['title'] ?? ''}”.`,
}

const flagged: Readonly<Record<string, string>> = { pick: 'picked', reject: 'rejected', none: 'unflagged' }

function photos(params: Params): string {
  const count = Number(params['count'] ?? 0)
  return count === 1 ? '1 photo' : `${count.toLocaleString('en')} photos`
}

function keyworded(params: Params): string {
  const added = Number(params['added'] ?? 0)
  const removed = Number(params['removed'] ?? 0)
  const named = params['keyword'] === undefined ? null : `Keyword “${params['keyword']}”`
  if (removed === 0) return `${named ?? keywords(added)} added to`
  if (added === 0) return `${named ?? keywords(removed)} taken from`
  return 'Keywords changed on'
}

function keywords(count: number): string {
  return count === 1 ? 'Keyword' : `${count.toLocaleString('en')} keywords`
}
