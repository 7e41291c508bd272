import { useState } from 'react'
import { useCommands } from '../commands/use-commands.ts'
import { KeyHint, keyText } from '../components/key-hint.tsx'
import { TextField } from '../components/text-field.tsx'
import { useText } from '../state/text-context.ts'

/** Every command with its keys, to be looked through. */
export function KeyboardSettings() {
  const words = useText()
  const text = words.settings
  const [wanted, setWanted] = useState('')
  const commands = useCommands().filter(({ keys }) => keys.length > 0)
  const found = commands.filter(({ title, keys }) => {
    const haystack = [title, ...keys.map(keyText)].join(' ').toLowerCase()
    return haystack.includes(wanted.trim().toLowerCase())
  })
  return (
    <div className="settings-card">
      <TextField
        aria-label={text.keyboardSearch}
        placeholder={text.keyboardSearch}
        value={wanted}
        onChange={setWanted}
      />
      {found.length === 0 ? (
        <p className="setting-note">{text.noKeys}</p>
      ) : (
        <table className="settings-table">
          <thead>
            <tr>
              <th>{text.commandColumn}</th>
              <th>{text.keyColumn}</th>
            </tr>
          </thead>
          <tbody>
            {found.map(({ id, title, keys }) => (
              <tr key={id}>
                <td>{title}</td>
                <td className="settings-keys">
                  {keys.map((key) => (
                    <KeyHint key={key} keys={key} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
