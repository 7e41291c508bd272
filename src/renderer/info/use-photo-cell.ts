import { useQuery } from '@tanstack/react-query'
import type { PhotoCell } from '../../shared/photo.ts'
import { useEngine } from '../state/bridge-context.ts'
import { queryKeys } from '../state/query-keys.ts'

/** Name, title and badge of a photo; undefined while they are read. */
export function usePhotoCell(slot: number | null): PhotoCell | undefined {
  const engine = useEngine()
  return (
    useQuery({
      queryKey: queryKeys.cell(slot ?? -1),
      queryFn: async () => (await engine.photos.cells({ slots: [slot ?? 0] }))[0] ?? null,
      enabled: slot !== null,
    }).data ?? undefined
  )
}
