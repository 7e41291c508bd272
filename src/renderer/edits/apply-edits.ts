import { AppError } from '../../shared/errors.ts'
import type { Edit, EditResult } from '../../shared/edits.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import type { Text } from '../../shared/text/index.ts'
import { keyOf } from '../commands/key-table.ts'
import { errorSentence } from '../state/error-notice.ts'
import { useLibrary } from '../state/library-store.ts'
import { announce, showNotice } from '../state/notices.ts'
import { useEditState } from './edit-store.ts'
import { Paintings } from './paint.ts'

/** The most photos the engine changes in one step. */
const mostPhotos = 100_000

const paintings = new Paintings()
useLibrary.subscribe((state, before) => {
  if (state.version !== before.version) paintings.repaint(state.columns)
})

/** How an edit is told: in the bar with its undo, or to screen readers only, where the screen itself shows it. */
export type Telling = 'bar' | 'quiet'

export interface Edits {
  /** Shown at once, corrected by the engine. Gives what was done in words; null after a failure, told by then. */
  apply(edit: Edit, telling?: Telling): Promise<string | null>
  undo(): Promise<void>
  redo(): Promise<void>
}

export function createEdits(engine: EngineClient, text: Text): Edits {
  const words = text.commands.undoBar

  function report(result: EditResult, telling: Telling): string {
    remember(result)
    const done = sentence(text, result)
    announce(done)
    if (telling === 'bar')
      showNotice({
        kind: 'done',
        text: done,
        action: { label: text.app.undo, keys: keyOf('undo'), run: undo },
      })
    return done
  }

  async function apply(edit: Edit, telling: Telling = 'bar'): Promise<string | null> {
    const painted = paintEdit(edit)
    try {
      if (photosOf(edit) > mostPhotos) throw new AppError('too-many-photos', { most: mostPhotos })
      const result = await engine.edits.apply(edit)
      if (painted) paintings.confirmed(painted)
      return report(result, telling)
    } catch (error) {
      if (painted) paintings.refused(useLibrary.getState().columns, painted)
      showPainting()
      showNotice({ kind: 'error', text: errorSentence(text, error) })
      return null
    }
  }

  async function undo(): Promise<void> {
    try {
      const result = await engine.edits.undo()
      remember(result)
      const told = words.undone(sentence(text, result))
      announce(told)
      showNotice({ kind: 'done', text: told, action: { label: words.redo, keys: keyOf('redo'), run: redo } })
    } catch (error) {
      showNotice({ kind: 'error', text: errorSentence(text, error) })
    }
  }

  async function redo(): Promise<void> {
    try {
      const result = await engine.edits.redo()
      remember(result)
      const told = words.redone(sentence(text, result))
      announce(told)
      showNotice({
        kind: 'done',
        text: told,
        action: { label: text.app.undo, keys: keyOf('undo'), run: undo },
      })
    } catch (error) {
      showNotice({ kind: 'error', text: errorSentence(text, error) })
    }
  }

  return { apply, undo, redo }
}

function paintEdit(edit: Edit) {
  if (edit.kind !== 'photos' || !('slots' in edit.photos)) return null
  const painted = paintings.paint(useLibrary.getState().columns, edit.photos.slots, edit.change)
  if (painted) showPainting()
  return painted
}

/** Tells whoever shows columns that their values are others now. */
function showPainting(): void {
  useLibrary.setState((state) => ({ columns: { ...state.columns } }))
}

function photosOf(edit: Edit): number {
  if (!('photos' in edit)) return 0
  return 'slots' in edit.photos ? edit.photos.slots.length : edit.photos.ids.length
}

function remember({ canUndo, canRedo }: EditResult): void {
  useEditState.setState({ canUndo, canRedo })
}

function sentence(text: Text, { changed, summary }: EditResult): string {
  if (changed === 0 && !summary.key.startsWith('album-')) return text.commands.undoBar.unchanged
  return text.edits[summary.key](summary.params)
}
