import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Account, AccountDevice, AccountSession } from '../../shared/account.ts'
import { Button } from '../components/button.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { errorSentence } from '../state/error-notice.ts'
import { useFormat } from '../state/format-context.ts'
import { showNotice } from '../state/notices.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'
import { Asked } from './asked.tsx'
import { lastUsedOf } from './last-used.ts'
import { RemoveDeviceDialog } from './remove-device-dialog.tsx'
import { useAccount } from './use-account.ts'

/** Whose keys open the account, and where it is signed in. */
export function Devices() {
  const text = useText().space
  return (
    <Asked query={useAccount()} waiting={text.asking}>
      {(account) => (
        <>
          <DeviceTable account={account} />
          <SessionTable sessions={account.sessions} />
        </>
      )}
    </Asked>
  )
}

function DeviceTable({ account }: { account: Account }) {
  const text = useText().space.devices
  const [removing, setRemoving] = useState<AccountDevice | null>(null)
  return (
    <section className="space-card">
      <p className="space-note">{text.sentence}</p>
      <table className="space-table">
        <thead>
          <tr>
            <th>{text.device}</th>
            <th>{text.added}</th>
            <th>{text.lastUsed}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {account.devices.map((device) => (
            <DeviceRow
              key={device.id}
              device={device}
              lastUsedAt={lastUsedOf(device, account.sessions)}
              onRemove={() => setRemoving(device)}
            />
          ))}
        </tbody>
      </table>
      {removing && <RemoveDeviceDialog device={removing} onClose={() => setRemoving(null)} />}
    </section>
  )
}

interface DeviceRowProps {
  device: AccountDevice
  /** Null: no session is open on it. */
  lastUsedAt: number | null
  onRemove(): void
}

function DeviceRow({ device, lastUsedAt, onRemove }: DeviceRowProps) {
  const text = useText().space.devices
  const format = useFormat()
  const { name, addedAt, removedAt, isThis } = device
  return (
    <tr className={removedAt === null ? '' : 'space-gone'}>
      <th scope="row">
        <b>{name}</b>
        {isThis && <span className="space-token">{text.thisOne}</span>}
      </th>
      <td>{format.moment(addedAt)}</td>
      <td>
        {removedAt !== null
          ? text.removed(format.moment(removedAt))
          : lastUsedAt === null
            ? text.never
            : format.moment(lastUsedAt)}
      </td>
      <td>
        {!isThis && removedAt === null && (
          <Button variant="ghost" aria-label={text.removeNamed(name)} onPress={onRemove}>
            {text.remove}
          </Button>
        )}
      </td>
    </tr>
  )
}

function SessionTable({ sessions }: { sessions: readonly AccountSession[] }) {
  const words = useText()
  const text = words.space.devices
  const format = useFormat()
  const engine = useEngine()
  const client = useQueryClient()
  const nameOf = ({ deviceName }: AccountSession) => deviceName ?? text.unnamed
  const end = useMutation({
    mutationFn: ({ id }: AccountSession) => engine.account.endSession({ session: id }),
    onSuccess: (_done, session) => {
      showNotice({ kind: 'done', text: text.endedNotice(nameOf(session)) })
      return client.invalidateQueries({ queryKey: queryKeys.account })
    },
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(words, error) }),
  })
  return (
    <section className="space-card">
      <h3>{text.sessions}</h3>
      <p className="space-note">{text.sessionsSentence}</p>
      <table className="space-table">
        <thead>
          <tr>
            <th>{text.session}</th>
            <th>{text.began}</th>
            <th>{text.lastUsed}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id}>
              <th scope="row">
                {nameOf(session)}
                {session.isThis && <span className="space-token">{text.thisOne}</span>}
              </th>
              <td>{format.moment(session.createdAt)}</td>
              <td>{format.moment(session.lastUsedAt)}</td>
              <td>
                {!session.isThis && (
                  <Button
                    variant="ghost"
                    aria-label={text.endNamed(nameOf(session))}
                    busy={end.isPending && end.variables.id === session.id}
                    onPress={() => end.mutate(session)}
                  >
                    {text.end}
                  </Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
