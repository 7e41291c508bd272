import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Edit } from '../../shared/edits.ts'
import type { EngineClient } from '../../shared/ipc/client.ts'
import type { OverwrittenText } from '../../shared/sync-status.ts'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'

interface Settling {
  conflict: OverwrittenText
  /** What is to hold from now on. */
  text: string
  /** Of the photo or album, for the notice. */
  name: string
}

/** Makes a text hold on all devices, and lets the other versions go. */
export function useSettle() {
  const engine = useEngine()
  const client = useQueryClient()
  const text = useText()
  const words = text.conflicts
  return useMutation({
    mutationFn: ({ conflict, text: wanted }: Settling) => settle(engine, conflict, wanted),
    onSuccess: async (_done, { conflict, name }) => {
      const field = words.fields[conflict.field] ?? conflict.field
      showNotice({ kind: 'done', text: words.kept(field, name) })
      await client.invalidateQueries({ queryKey: queryKeys.conflicts })
    },
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  })
}

async function settle(engine: EngineClient, conflict: OverwrittenText, wanted: string): Promise<void> {
  const edit = wanted === conflict.holds ? null : editOf(conflict, wanted)
  // The edit first: what is settled is what holds then.
  if (edit) await engine.edits.apply(edit)
  const { field, photoId, albumId } = conflict
  await engine.sync.settleTexts({ texts: [{ field, photoId, albumId }] })
}

/** Null for a field of a newer program, whose text can only be kept as it is. */
function editOf({ field, photoId, albumId }: OverwrittenText, value: string): Edit | null {
  if (albumId !== null) return { kind: 'album-rename', id: albumId, title: value }
  if (photoId === null) return null
  switch (field) {
    case 'title':
    case 'caption':
    case 'creator':
    case 'copyright':
      return { kind: 'photos', photos: { ids: [photoId] }, change: { field, value } }
    default:
      return null
  }
}
