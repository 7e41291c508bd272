import { useQuery } from '@tanstack/react-query'
import type { ImportId } from '../../../shared/ids.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { queryKeys } from '../../state/query-keys.ts'

/** The report of an import; null while there is none. */
export function useReport(importId: ImportId | null) {
  const engine = useEngine()
  const { data } = useQuery({
    queryKey: [...queryKeys.imports, importId, 'report'],
    queryFn: () => (importId ? engine.imports.report({ importId }) : null),
    enabled: importId !== null,
  })
  return data ?? null
}
