import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEngine } from '../state/bridge-context.ts'
import { useEngineEvents } from '../state/engine-events.ts'
import { usePhotoDetail } from '../state/lists.ts'
import { queryKeys } from '../state/query-keys.ts'
import { type SharedTexts, sharedTexts } from './shared-texts.ts'

/** Photos whose texts are compared; of larger selections the texts are not shown, only changed. */
const mostCompared = 500

/** What the texts of the photos have in common; undefined while they are read, null for too many photos. */
export function useSharedTexts(slots: readonly number[]): SharedTexts | null | undefined {
  const engine = useEngine()
  const client = useQueryClient()
  const one = usePhotoDetail(slots.length === 1 ? slots[0]! : null)
  const { data } = useQuery({
    queryKey: queryKeys.sharedTexts(slots),
    queryFn: async () => sharedTexts(await engine.photos.details({ slots: [...slots] })),
    enabled: slots.length > 1 && slots.length <= mostCompared,
    placeholderData: (before) => before,
  })
  useEngineEvents('details', () => void client.invalidateQueries({ queryKey: queryKeys.allSharedTexts }))
  if (slots.length > mostCompared) return null
  return slots.length === 1 ? one && sharedTexts([one]) : data
}
