import type { ViewSource } from '../../shared/view.ts'

/** A view's source as the key of its row in the sidebar. */
export function sourceKey(source: ViewSource): string {
  if (source.kind === 'album' || source.kind === 'import') return `${source.kind} ${source.id}`
  if (source.kind === 'folder') return `folder ${source.volumeId} ${source.path}`
  return source.kind
}
