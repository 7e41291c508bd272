import { useMemo } from 'react'
import { useEngine } from '../state/bridge-context.ts'
import { useEngineEvents } from '../state/engine-events.ts'
import { useText } from '../state/text-context.ts'
import { createEdits, type Edits } from './apply-edits.ts'
import { useEditState } from './edit-store.ts'

/** The way every change of the interface takes. */
export function useEdits(): Edits {
  const engine = useEngine()
  const text = useText()
  return useMemo(() => createEdits(engine, text), [engine, text])
}

/** Keeps what can be undone in step with the engine. */
export function useUndoEvents(): void {
  useEngineEvents('undo', ({ canUndo, canRedo }) => useEditState.setState({ canUndo, canRedo }))
}
