import { useQuery } from '@tanstack/react-query'
import type { Accesses, Account, KeptAccount } from '../../shared/account.ts'
import { useEngine } from '../state/bridge-context.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useSync } from '../sync/sync-store.ts'

/** What is known here of the library's account; null while nothing is, or there is none. */
export function useKeptAccount(): KeptAccount | null {
  const engine = useEngine()
  const hasAccount = useSync(({ status }) => status !== null && status.state !== 'no-account')
  const query = useQuery({
    queryKey: queryKeys.keptAccount,
    queryFn: () => engine.account.kept(),
    enabled: hasAccount,
  })
  return hasAccount ? (query.data ?? null) : null
}

/** What the server says of the account, asked for each time that it is shown. */
export function useAccount() {
  const engine = useEngine()
  return useQuery<Account>({
    queryKey: queryKeys.account,
    queryFn: () => engine.account.describe(),
    staleTime: 0,
    gcTime: 0,
  })
}

/** The access log, read and checked each time that it is shown. */
export function useAccesses() {
  const engine = useEngine()
  return useQuery<Accesses>({
    queryKey: queryKeys.accesses,
    queryFn: () => engine.account.accesses(),
    staleTime: 0,
    gcTime: 0,
  })
}
