import type { SyncStatus } from '../../shared/sync-status.ts'
import { useKeptAccount } from '../space/use-account.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { uploadPace } from './upload-words.ts'

/** The last round, and what waits to be sent. */
export function SyncFacts({ status }: { status: SyncStatus }) {
  const text = useText()
  const words = text.sync.panel
  const format = useFormat()
  const { unsent, doneAt, uploads } = status
  const { files, previews, bytes, parked } = uploads
  const pace = uploadPace(uploads, text)
  return (
    <dl className="sync-facts numeric">
      <dt>{words.lastRound}</dt>
      <dd>{doneAt === null ? words.noRound : format.moment(doneAt)}</dd>
      <dt>{words.waiting}</dt>
      <dd>{unsent === 0 ? words.nothing : words.changes(format, unsent)}</dd>
      {files + previews > 0 && (
        <>
          <dt>{words.uploads}</dt>
          <dd>
            {[words.uploadsOf(format, files, previews), files > 0 ? format.bytes(bytes) : '']
              .filter(Boolean)
              .join(text.import.jobs.comma)}
            {pace !== '' && <div>{pace}</div>}
          </dd>
        </>
      )}
      {parked > 0 && (
        <>
          <dt>{words.parked}</dt>
          <dd className="sync-warn">{words.files(format, parked)}</dd>
        </>
      )}
    </dl>
  )
}

/** With whom the library is kept in step, as it is known without a network. */
export function AccountFacts() {
  const text = useText().sync.panel
  const kept = useKeptAccount()
  if (!kept) return null
  return (
    <dl className="sync-facts">
      <dt>{text.server}</dt>
      <dd className="ellipsis selectable" title={kept.server}>
        {kept.server}
      </dd>
      <dt>{text.account}</dt>
      <dd className="mono selectable">{kept.fingerprint}</dd>
    </dl>
  )
}
