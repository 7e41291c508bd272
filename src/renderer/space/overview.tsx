import type { Account } from '../../shared/account.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { HeldRemovals } from '../sync/held-removals.tsx'
import { SyncFacts } from '../sync/sync-facts.tsx'
import { SyncButtons, SyncState } from '../sync/sync-panel.tsx'
import { useSyncStatus } from '../sync/sync-store.ts'
import { Asked } from './asked.tsx'
import { StoragePlot } from './storage-plot.tsx'
import { useAccount } from './use-account.ts'

/** How sync is, how much room is left, and whose account it is. */
export function Overview() {
  const text = useText().space
  return (
    <>
      <SyncCard />
      <Asked query={useAccount()} waiting={text.asking}>
        {(account) => (
          <>
            <section className="space-card">
              <h3>{text.storage.title}</h3>
              <StoragePlot room={account.room} />
            </section>
            <AccountCard account={account} />
          </>
        )}
      </Asked>
    </>
  )
}

function SyncCard() {
  const status = useSyncStatus()
  if (!status) return null
  return (
    <section className="space-card space-sync">
      <div className="space-sync-head">
        <SyncState status={status} />
        <div className="space-sync-buttons">
          <SyncButtons status={status} />
        </div>
      </div>
      <HeldRemovals held={status.held} />
      <SyncFacts status={status} />
    </section>
  )
}

function AccountCard({ account }: { account: Account }) {
  const text = useText().space
  const { moment } = useFormat()
  const { server, fingerprint, email, memberNumber, registeredAt, deletesAt } = account
  return (
    <section className="space-card">
      <h3>{text.overview.account}</h3>
      <dl className="space-facts numeric">
        <dt>{text.overview.email}</dt>
        <dd className="selectable">{email ?? text.overview.noEmail}</dd>
        <dt>{text.overview.since}</dt>
        <dd>{text.overview.sinceOf(moment(registeredAt), memberNumber)}</dd>
        <dt>{text.overview.server}</dt>
        <dd className="selectable">{server}</dd>
        <dt>{text.overview.fingerprint}</dt>
        <dd>
          <span className="mono selectable">{fingerprint}</span>
          <p className="space-note">{text.overview.fingerprintNote}</p>
        </dd>
        {deletesAt !== null && (
          <>
            <dt>{text.overview.deletes}</dt>
            <dd className="space-warn">{moment(deletesAt)}</dd>
          </>
        )}
      </dl>
    </section>
  )
}
