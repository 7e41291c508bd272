import type { Statements } from './statements.ts'

export interface UndoState {
  canUndo: boolean
  canRedo: boolean
}

export function undoState(statements: Statements): UndoState {
  return { canUndo: nextToUndo(statements) !== undefined, canRedo: nextToRedo(statements) !== undefined }
}

/** The newest edit that stands. */
export function nextToUndo(statements: Statements): number | undefined {
  return statements<{ number: number }>(
    `SELECT number FROM actions WHERE kind = 'edit' AND state = 'done' ORDER BY number DESC LIMIT 1`,
  ).get()?.number
}

/** The oldest edit that was undone, and not overtaken by a new one since. */
export function nextToRedo(statements: Statements): number | undefined {
  return statements<{ number: number }>(
    `SELECT number FROM actions WHERE kind = 'edit' AND state = 'undone' ORDER BY number LIMIT 1`,
  ).get()?.number
}
