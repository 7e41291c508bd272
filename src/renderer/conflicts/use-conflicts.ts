import { useQuery } from '@tanstack/react-query'
import type { OverwrittenText } from '../../shared/sync-status.ts'
import { useEngine } from '../state/bridge-context.ts'
import { queryKeys } from '../state/query-keys.ts'

const none: readonly OverwrittenText[] = []

/** Texts that were changed on two devices at once, until the user chooses. */
export function useConflicts(): readonly OverwrittenText[] {
  const engine = useEngine()
  const query = useQuery({ queryKey: queryKeys.conflicts, queryFn: () => engine.sync.overwrittenTexts() })
  return query.data ?? none
}
