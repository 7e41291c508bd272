import { useQuery } from '@tanstack/react-query'
import type { ViewSource } from '../../shared/view.ts'
import { useEngine } from './bridge-context.ts'
import { queryKeys } from './query-keys.ts'

/** What is known about this run of the engine. */
export function useAppInfo() {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.info, queryFn: () => engine.app.info() }).data
}

export function useAlbums() {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.albums, queryFn: () => engine.albums.list() }).data ?? []
}

export function useFolderTree() {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.folders, queryFn: () => engine.folders.tree() }).data ?? []
}

export function useVolumes() {
  const engine = useEngine()
  return useQuery({ queryKey: queryKeys.volumes, queryFn: () => engine.volumes.list() }).data ?? []
}

export function useFacets(source: ViewSource) {
  const engine = useEngine()
  return useQuery({
    queryKey: queryKeys.facets(source),
    queryFn: () => engine.photos.facets({ source }),
    placeholderData: (previous) => previous,
  }).data
}

/** Everything about the photo in a slot; undefined while it is read or when there is none. */
export function usePhotoDetail(slot: number | null) {
  const engine = useEngine()
  return useQuery({
    queryKey: queryKeys.detail(slot ?? -1),
    queryFn: () => engine.photos.detail({ slot: slot ?? 0 }),
    enabled: slot !== null,
  }).data
}
