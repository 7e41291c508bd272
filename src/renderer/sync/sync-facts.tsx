import type { SyncStatus } from '../../shared/sync-status.ts'
import { useKeptAccount } from '../space/use-account.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'

/** The last round, what waits, and with whom the library is kept in step. */
export function SyncFacts({ status }: { status: SyncStatus }) {
  const text = useText().sync.panel
  const format = useFormat()
  const kept = useKeptAccount()
  const { unsent, doneAt } = status
  return (
    <dl className="sync-facts numeric">
      <dt>{text.lastRound}</dt>
      <dd>{doneAt === null ? text.noRound : format.moment(doneAt)}</dd>
      <dt>{text.waiting}</dt>
      <dd>{unsent === 0 ? text.nothing : text.changes(format, unsent)}</dd>
      {kept && (
        <>
          <dt>{text.server}</dt>
          <dd className="ellipsis selectable" title={kept.server}>
            {kept.server}
          </dd>
          <dt>{text.account}</dt>
          <dd className="mono selectable">{kept.fingerprint}</dd>
        </>
      )}
    </dl>
  )
}
