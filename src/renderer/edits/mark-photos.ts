import { FLAG_CODES, LABEL_CODES } from '../../shared/columns.ts'
import type { PhotoChange } from '../../shared/edits.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import type { Text } from '../../shared/text/index.ts'
import { useLibrary } from '../state/library-store.ts'
import { announce } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { selectOnly } from '../state/selection.ts'
import type { Edits } from './apply-edits.ts'
import { editTargets } from './edit-targets.ts'

interface MarkContext {
  readonly text: Text
  readonly engine: EngineClient
  readonly edits: Edits
}

/** A rating, flag or label for the photos that edits are for; `goOn` moves to the next photo after a single one. */
export async function markPhotos(context: MarkContext, change: PhotoChange, goOn: boolean): Promise<void> {
  const slots = editTargets()
  if (slots.length === 0) return
  const alone = slots.length === 1
  const seen = alone && useScreen.getState().screen === 'loupe'
  const applied = context.edits.apply({ kind: 'photos', photos: { slots }, change }, seen ? 'quiet' : 'bar')
  const next = alone && goOn ? goToNext() : null
  const done = await applied
  if (done !== null && next !== null) await announceNext(context, done, next)
}

/** Slot of the photo that became active, or null at the end of the view. */
function goToNext(): number | null {
  const position = useScreen.getState().active + 1
  const slot = useLibrary.getState().view?.order[position]
  if (slot === undefined) return null
  selectOnly(position)
  return slot
}

async function announceNext({ engine, text }: MarkContext, done: string, slot: number): Promise<void> {
  const [cell] = await engine.photos.cells({ slots: [slot] })
  if (cell) announce(`${done} ${text.commands.announce.next(cell.name)}`)
}

/** One step of rating up or down from what the first photo has. */
export function steppedRating(by: 1 | -1): PhotoChange {
  const rating = firstValue('rating')
  return { field: 'rating', value: Math.min(5, Math.max(0, rating + by)) }
}

/** Pick, or no flag when the first photo is a pick already. */
export function toggledPick(): PhotoChange {
  const picked = FLAG_CODES[firstValue('flag')] === 'pick'
  return { field: 'flag', value: picked ? 'none' : 'pick' }
}

/** The label, or none when every photo has it already. */
export function toggledLabel(label: NonNullable<(typeof LABEL_CODES)[number]>): PhotoChange {
  const code = LABEL_CODES.indexOf(label)
  const { columns } = useLibrary.getState()
  const all = editTargets().every((slot) => columns.label[slot] === code)
  return { field: 'label', value: all ? null : label }
}

function firstValue(column: 'rating' | 'flag'): number {
  const slot = editTargets()[0]
  return slot === undefined ? 0 : (useLibrary.getState().columns[column][slot] ?? 0)
}
