import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { defaultSettings, type Settings } from '../../shared/settings.ts'
import { useEngine } from './bridge-context.ts'
import { queryKeys } from './query-keys.ts'

/** The settings; their defaults until the engine has answered. */
export function useSettings(): Settings {
  const engine = useEngine()
  const query = useQuery({ queryKey: queryKeys.settings, queryFn: () => engine.app.settings() })
  return query.data ?? defaultSettings
}

/** Changes some settings: shown at once, taken back when the engine refuses. */
export function useChangeSettings() {
  const engine = useEngine()
  const client = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: (change: Partial<Settings>) => engine.app.changeSettings(change),
    onMutate: (change) => {
      const before = client.getQueryData<Settings>(queryKeys.settings)
      client.setQueryData(queryKeys.settings, { ...defaultSettings, ...before, ...change })
      return { before }
    },
    onError: (_error, _change, context) => client.setQueryData(queryKeys.settings, context?.before),
    onSuccess: (settings) => client.setQueryData(queryKeys.settings, settings),
  })
  return mutate
}
