import { useState } from 'react'
import { useCommands } from '../commands/use-commands.ts'
import { Dialog } from '../components/dialog.tsx'
import { KeyHint, keyText } from '../components/key-hint.tsx'
import { TextField } from '../components/text-field.tsx'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { gridRows } from './grid-rows.ts'
import { type SheetGroup, sheetGroups } from './sheet-rows.ts'
import './key-sheet.css'

/** Every key that works now, by what it is for. */
export function KeySheet() {
  const [query, setQuery] = useState('')
  const text = useText()
  const words = text.commands.sheet
  const groups = sheetGroups([...useCommands(), ...gridRows(text)], query, keyText)
  return (
    <Dialog title={words.title} width={960} onClose={() => useScreen.setState({ overlay: 'none' })}>
      <div className="key-sheet">
        <TextField
          aria-label={words.search}
          placeholder={words.search}
          value={query}
          onChange={setQuery}
          autoFocus
        />
        <div className="key-sheet-scroller" tabIndex={0} role="region" aria-label={words.title}>
          <div className="key-sheet-groups">
            {groups.map((group) => (
              <Group key={group.group} group={group} />
            ))}
          </div>
        </div>
        {groups.length === 0 && <p className="key-sheet-note">{words.nothing}</p>}
        <p className="key-sheet-note">{words.note}</p>
      </div>
    </Dialog>
  )
}

function Group({ group }: { group: SheetGroup }) {
  const { groups, sheet } = useText().commands
  return (
    <section className="key-sheet-group">
      <h3>{groups[group.group]}</h3>
      <dl>
        {group.rows.map((row) => (
          <div key={row.title} className="key-sheet-row">
            <dt>{row.title}</dt>
            <dd>
              {row.keys.map((key) =>
                typeof key === 'string' ? (
                  <KeyHint key={key} keys={key} />
                ) : (
                  <span key={key.from} className="key-sheet-run">
                    <KeyHint keys={key.from} /> {sheet.to} <KeyHint keys={key.to} />
                  </span>
                ),
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
