import { useQuery } from '@tanstack/react-query'
import { useEngine } from '../../state/bridge-context.ts'
import { queryKeys } from '../../state/query-keys.ts'
import { useReport } from '../verdict/use-report.ts'

/** Seconds these bytes will take at the speed of the last import; null while there was none to learn from. */
export function useEstimate(bytes: number): number | null {
  const engine = useEngine()
  const { data } = useQuery({ queryKey: queryKeys.imports, queryFn: () => engine.imports.list() })
  const last = data
    ?.filter(({ state }) => state === 'done')
    .reduce<(typeof data)[number] | null>((a, b) => (a && a.startedAt > b.startedAt ? a : b), null)
  const report = useReport(last?.id ?? null)
  if (!report || report.bytes === 0 || report.seconds === 0 || bytes === 0) return null
  return (bytes / report.bytes) * report.seconds
}
