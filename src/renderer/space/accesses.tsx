import type { AccessRow, Accesses as AccessLog } from '../../shared/account.ts'
import { Icon } from '../components/icon.tsx'
import { Note } from '../components/note.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { actWords, timeWords, whoWords } from './access-words.ts'
import { Asked } from './asked.tsx'
import { useAccesses } from './use-account.ts'

/** Who opened what of the account, from the server's log, whose chain was checked. */
export function Accesses() {
  const text = useText().space.accesses
  return (
    <Asked query={useAccesses()} waiting={text.reading}>
      {(log) => <Log log={log} />}
    </Asked>
  )
}

function Log({ log }: { log: AccessLog }) {
  const text = useText().space.accesses
  const { moment } = useFormat()
  return (
    <section className="space-card">
      <p className="space-note">{text.sentence}</p>
      {log.foreign > 0 ? (
        <Note tone="danger">
          <b>{text.somebody(log.foreign)}</b>
        </Note>
      ) : (
        <p className="space-proof">
          <Icon name="shieldCheck" size={14} />
          {text.nobody}
        </p>
      )}
      <p className="space-note numeric">{text.checked(log.lines, moment(log.checkedAt))}</p>
      <table className="space-table numeric">
        <thead>
          <tr>
            <th>{text.when}</th>
            <th>{text.who}</th>
            <th>{text.what}</th>
            <th className="space-number">{text.times}</th>
            <th className="space-number">{text.amount}</th>
            <th>{text.result}</th>
          </tr>
        </thead>
        <tbody>
          {log.rows.map((row) => (
            <Row key={[row.from, row.who, row.device, row.verb, row.kind, row.result].join()} row={row} />
          ))}
        </tbody>
      </table>
      {log.rows.length < log.rowsInAll && <p className="space-note">{text.more}</p>}
    </section>
  )
}

function Row({ row }: { row: AccessRow }) {
  const words = useText()
  const text = words.space.accesses
  const format = useFormat()
  const strange = row.who === 'other' || row.who === 'unknown'
  return (
    <tr>
      <td>{timeWords(row, words, format)}</td>
      <td className={strange ? 'space-danger' : ''}>{whoWords(row, words)}</td>
      <td>{actWords(row, words)}</td>
      <td className="space-number">{format.number(row.count)}</td>
      <td className="space-number">{row.bytes > 0 && format.bytes(row.bytes)}</td>
      <td className={row.result === 'refused' ? 'space-warn' : ''}>{text[row.result]}</td>
    </tr>
  )
}
