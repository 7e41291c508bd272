import { useState } from 'react'
import { Modal, ModalOverlay, Dialog } from 'react-aria-components'
import type { Command } from '../commands/command.ts'
import { useCommands } from '../commands/use-commands.ts'
import { type Choice, ChoiceList } from '../components/choice-list.tsx'
import { Icon } from '../components/icon.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { useEditTargets } from '../edits/edit-targets.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import type { Text } from '../../shared/text/index.ts'
import { fuzzyFilter } from './fuzzy.ts'
import { type Place, usePlaces } from './use-places.ts'
import './palette.css'

interface Row extends Choice {
  /** What a query is compared with. */
  readonly words: string
  run(): void | Promise<void>
}

const close = () => useScreen.setState({ overlay: 'none' })

/** Every command by name, and every album and folder to go to. */
export function Palette() {
  const text = useText()
  return (
    <ModalOverlay
      className="palette-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) close()
      }}
    >
      <Modal className="palette">
        <Dialog className="palette-dialog" aria-label={text.commands.palette.label}>
          <PaletteBody />
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function PaletteBody() {
  const [query, setQuery] = useState('')
  const text = useText()
  const words = text.commands.palette
  const selected = useEditTargets().length
  const commands = useCommands().filter((command) => command.id !== 'palette')
  const places = usePlaces()
  const entries = [
    ...onceEach(commands).map((command) => commandEntry(command, text)),
    ...(query.trim() === '' ? [] : places.map((place) => placeEntry(place, text))),
  ]
  const rows = offeredFirst(fuzzyFilter(query, entries, (entry) => entry.words))
  const run = (row: Row) => {
    close()
    void row.run()
  }

  return (
    <>
      <ChoiceList
        label={words.label}
        placeholder={words.placeholder}
        query={query}
        onQuery={setQuery}
        choices={rows}
        onChoose={run}
        onClose={close}
        nothing={words.nothing(query)}
        found={words.results(rows.length)}
        after={
          <>
            {selected > 0 && <span className="palette-token">{words.selected(selected)}</span>}
            <KeyHint keys="Escape" />
          </>
        }
      />
      <footer className="palette-foot">
        <GoTo query={query} />
        <span className="palette-space" />
        <KeyHint keys="ArrowUp" />
        <KeyHint keys="ArrowDown" />
        {words.choose}
        <KeyHint keys="Enter" />
        {words.run}
      </footer>
    </>
  )
}

function commandEntry(command: Command, text: Text): Row {
  return {
    id: command.id,
    words: `${command.title} ${text.commands.groups[command.group]}`,
    off: command.enabled !== true,
    row: <CommandRow command={command} />,
    run: command.run,
  }
}

function placeEntry(place: Place, text: Text): Row {
  const title = text.commands.titles['go-to'](place.name)
  const kind = text.commands.palette[place.kind]
  return {
    id: place.id,
    words: `${title} ${kind}`,
    off: false,
    row: (
      <>
        <Icon name={place.kind} size={14} />
        <span className="choice-title ellipsis">{title}</span>
        <span className="choice-note">{kind}</span>
      </>
    ),
    run: place.open,
  }
}

function CommandRow({ command }: { command: Command }) {
  const key = command.keys[0]
  const reason = command.enabled === true ? command.note : command.enabled
  return (
    <>
      {command.icon ? <Icon name={command.icon} size={14} /> : <span className="palette-no-icon" />}
      <span className="choice-title ellipsis">{command.title}</span>
      {reason && <span className="choice-note">{reason}</span>}
      {key !== undefined && <KeyHint keys={key} />}
    </>
  )
}

/** The first albums, one press away. */
function GoTo({ query }: { query: string }) {
  const text = useText()
  const albums = usePlaces().filter((place) => place.kind === 'album')
  const near = fuzzyFilter(query, albums, (place) => place.name)
  const shown = (near.length > 0 ? near : albums).slice(0, 2)
  if (shown.length === 0) return null
  return (
    <>
      <span className="palette-quiet">{text.commands.palette.goTo}</span>
      {shown.map((place) => (
        <button
          key={place.id}
          type="button"
          className="palette-token ellipsis"
          onClick={() => {
            close()
            place.open()
          }}
        >
          {place.name}
        </button>
      ))}
    </>
  )
}

/** Where a key means different things, several commands have one name: the one that can be done now is shown. */
function onceEach(commands: readonly Command[]): Command[] {
  const byTitle = new Map<string, Command>()
  for (const command of commands) {
    const known = byTitle.get(command.title)
    if (!known || (known.enabled !== true && command.enabled === true)) byTitle.set(command.title, command)
  }
  return [...byTitle.values()]
}

/** What can be done now, then what cannot, with its reason. */
function offeredFirst(rows: readonly Row[]): Row[] {
  return [...rows.filter((row) => !row.off), ...rows.filter((row) => row.off)]
}
