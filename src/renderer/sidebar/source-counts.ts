import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { type Columns, State } from '../../shared/columns.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { queryKeys } from '../state/query-keys.ts'

export interface SourceCounts {
  readonly all: number
  readonly picks: number
  readonly trash: number
}

/** Photos of the sources that the columns tell. A million photos take a few milliseconds. */
export function countSources({ length, state, flag }: Columns): SourceCounts {
  let all = 0
  let picks = 0
  let trash = 0
  for (let slot = 0; slot < length; slot++) {
    const bits = state[slot]!
    if (bits & State.vacant) continue
    if (bits & State.trashed) trash++
    else {
      all++
      if (flag[slot] === 1) picks++
    }
  }
  return { all, picks, trash }
}

export function useSourceCounts(): SourceCounts {
  const columns = useLibrary((state) => state.columns)
  const version = useLibrary((state) => state.version)
  // `version` says that the columns have changed in place.
  return useMemo(
    () => (version === null ? { all: 0, picks: 0, trash: 0 } : countSources(columns)),
    [columns, version],
  )
}

const source = { kind: 'last-import' } as const

/** Photos of the last import; null while it is not known. */
export function useLastImportCount(): number | null {
  const engine = useEngine()
  const query = useQuery({
    queryKey: queryKeys.sourceCount(source),
    queryFn: () => engine.photos.view({ source, search: '', sort: { field: 'taken', descending: true } }),
  })
  return query.data?.count ?? null
}
