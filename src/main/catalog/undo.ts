import { AppError } from '../../shared/errors.ts'
import type { EditOutcome, Summary } from './apply-edit.ts'
import { carryOutOperations, stageReverse } from './operations.ts'
import { nextToRedo, nextToUndo } from './undo-state.ts'
import { recordAction } from './write-path.ts'
import type { Write } from './write-path.ts'

interface ActionRow {
  number: number
  summary: string
  changed: number
  first_operation: number
  last_operation: number
}

/**
 * Takes the newest edit back. What has been changed elsewhere since stays as it is.
 * @throws AppError nothing-to-undo
 */
export function undo(write: Write): EditOutcome {
  const edit = nextToUndo(write.statements)
  if (edit === undefined) throw new AppError('nothing-to-undo')
  return reverse(write, 'undo', edit, actionOf(write, edit))
}

/**
 * Does again what was undone last, by taking the undoing back.
 * @throws AppError nothing-to-redo
 */
export function redo(write: Write): EditOutcome {
  const edit = nextToRedo(write.statements)
  if (edit === undefined) throw new AppError('nothing-to-redo')
  const undoing = write
    .statements<number>('SELECT max(number) FROM actions WHERE undoes = ?')
    .pluck()
    .get(edit)
  return reverse(write, 'redo', edit, actionOf(write, undoing ?? edit))
}

function reverse(write: Write, kind: 'undo' | 'redo', edit: number, action: ActionRow): EditOutcome {
  const original = actionOf(write, edit)
  const reversed = stageReverse(write, action.first_operation, action.last_operation)
  carryOutOperations(write)
  write
    .statements('UPDATE actions SET state = ? WHERE number = ?')
    .run(kind === 'undo' ? 'undone' : 'done', edit)
  const summary = JSON.parse(original.summary) as Summary // Written by applyEdit.
  recordAction(write, { kind, summary, changed: original.changed, undoes: edit })
  write.undo = true
  return { changed: reversed === 0 ? 0 : original.changed, summary }
}

function actionOf(write: Write, number: number): ActionRow {
  const row = write
    .statements<ActionRow>(
      'SELECT number, summary, changed, first_operation, last_operation FROM actions WHERE number = ?',
    )
    .get(number)
  if (!row) throw new Error(`the action ${number} is not in the log`)
  return row
}
