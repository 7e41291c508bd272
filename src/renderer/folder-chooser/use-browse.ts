import { useQuery } from '@tanstack/react-query'
import { useEngine } from '../state/bridge-context.ts'
import { queryKeys } from '../state/query-keys.ts'

/** What is in a folder. While another is read, or when it cannot be, the one before stays. */
export function useBrowse(path: string | null) {
  const engine = useEngine()
  const { data, error } = useQuery({
    queryKey: queryKeys.browse(path),
    queryFn: () => engine.folders.browse({ path }),
    placeholderData: (previous) => previous,
    // Folders change outside of our sight.
    staleTime: 0,
  })
  return { folder: data ?? null, error }
}

export type BrowsedFolder = NonNullable<ReturnType<typeof useBrowse>['folder']>
