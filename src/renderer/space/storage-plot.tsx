import type { Account } from '../../shared/account.ts'
import { Note } from '../components/note.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { storageParts } from './storage-parts.ts'
import './storage-plot.css'

/** The room of the account as one bar, with its figures. */
export function StoragePlot({ room }: Pick<Account, 'room'>) {
  const text = useText().space.storage
  const { bytes } = useFormat()
  const parts = storageParts(room)
  const [used, reserved, free] = parts.map((part) => bytes(part.bytes))
  return (
    <>
      <p className="storage-sentence numeric">{text.sentence(room.used, room.quota)}</p>
      <div className="storage-plot" role="img" aria-label={text.plot(used ?? '', reserved ?? '', free ?? '')}>
        {parts.map(({ id, share }) => (
          <span key={id} className={`storage-${id}`} style={{ flexGrow: share }} />
        ))}
      </div>
      <ul className="storage-legend numeric">
        {parts
          .filter((part) => part.id !== 'reserved' || part.bytes > 0)
          .map((part) => (
            <li key={part.id}>
              <span className={`storage-key storage-${part.id}`} aria-hidden="true" />
              {text[part.id]}
              <b>{bytes(part.bytes)}</b>
            </li>
          ))}
      </ul>
      {parts[2]?.bytes === 0 && <Note tone="warn">{text.full}</Note>}
    </>
  )
}
