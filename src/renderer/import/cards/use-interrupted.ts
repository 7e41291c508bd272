import { useQuery } from '@tanstack/react-query'
import type { ImportSummary } from '../../../shared/import.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { queryKeys } from '../../state/query-keys.ts'
import { useKnownCards } from './use-cards.ts'

const none: ImportSummary[] = []

/** Imports that a crash, a failure or a pulled card stopped, and that nobody goes on with now. */
export function useInterruptedImports(): ImportSummary[] {
  const engine = useEngine()
  const cards = useKnownCards()
  const { data = none } = useQuery({ queryKey: queryKeys.imports, queryFn: () => engine.imports.list() })
  if (!cards) return none
  const going = new Set(
    cards.filter(({ state }) => state === 'copying' || state === 'paused').map(({ importId }) => importId),
  )
  return data.filter(({ id, state }) => state === 'interrupted' || (state === 'paused' && !going.has(id)))
}
