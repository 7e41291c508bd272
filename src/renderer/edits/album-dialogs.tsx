import { type FormEvent, useId, useState } from 'react'
import { Dialog as AriaDialog, Modal, ModalOverlay } from 'react-aria-components'
import { type AlbumId, albumIdSchema } from '../../shared/ids.ts'
import { newId } from '../../shared/random.ts'
import { Button } from '../components/button.tsx'
import { type Choice, ChoiceList } from '../components/choice-list.tsx'
import { Dialog } from '../components/dialog.tsx'
import { Icon } from '../components/icon.tsx'
import { TextField } from '../components/text-field.tsx'
import { fuzzyFilter } from '../palette/fuzzy.ts'
import { useAlbums } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import type { Edits } from './apply-edits.ts'
import { type AlbumName, useEditState } from './edit-store.ts'
import { useEdits } from './use-edits.ts'

const close = () => useEditState.setState({ dialog: null })

/** The dialog that an album command has asked for. */
export function AlbumDialogs() {
  const dialog = useEditState((state) => state.dialog)
  if (dialog?.kind === 'add-to-album') return <AddToAlbum slots={dialog.slots} />
  if (dialog?.kind === 'new-album') return <NewAlbum slots={dialog.slots} />
  if (dialog?.kind === 'rename-album') return <RenameAlbum album={dialog.album} />
  return null
}

interface AlbumRow extends Choice {
  readonly album: AlbumName | null
}

/** Type a few letters of an album and press Enter; a name that no album has makes one. */
function AddToAlbum({ slots }: { slots: readonly number[] }) {
  const [query, setQuery] = useState('')
  const text = useText()
  const edits = useEdits()
  const albums = useAlbums()
  const words = text.commands.albumDialog
  const typed = query.trim()
  const rows: AlbumRow[] = fuzzyFilter(query, albums, ({ title }) => title).map((album) => ({
    id: album.id,
    album,
    row: (
      <>
        <Icon name="album" size={14} />
        <span className="choice-title ellipsis">{album.title}</span>
        <span className="choice-note numeric">{words.photos(album.count)}</span>
      </>
    ),
  }))
  if (typed !== '' && !albums.some(({ title }) => title === typed)) {
    rows.push({
      id: 'new',
      album: null,
      row: (
        <>
          <Icon name="plus" size={14} />
          <span className="choice-title ellipsis">{words.create(typed)}</span>
        </>
      ),
    })
  }
  const choose = ({ album }: AlbumRow) => {
    close()
    void (album ? addTo(edits, album, slots) : createAlbum(edits, typed, slots))
  }
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
        <AriaDialog className="palette-dialog" aria-label={words.addTitle}>
          <ChoiceList
            label={words.addTitle}
            placeholder={words.find}
            query={query}
            onQuery={setQuery}
            choices={rows}
            onChoose={choose}
            onClose={close}
            nothing={words.empty}
            found={text.commands.palette.results(rows.length)}
            after={<span className="palette-token">{text.commands.palette.selected(slots.length)}</span>}
          />
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

function NewAlbum({ slots }: { slots: readonly number[] }) {
  const words = useText().commands.albumDialog
  const edits = useEdits()
  return (
    <NameDialog
      title={words.newTitle}
      name=""
      button={slots.length > 0 ? words.createWith(slots.length) : words.createButton}
      onName={async (title) => {
        const id = await createAlbum(edits, title, slots)
        if (id && slots.length === 0) useScreen.setState({ source: { kind: 'album', id } })
      }}
    />
  )
}

function RenameAlbum({ album }: { album: AlbumName }) {
  const words = useText().commands.albumDialog
  const edits = useEdits()
  return (
    <NameDialog
      title={words.renameTitle}
      name={album.title}
      button={words.renameButton}
      onName={async (title) => {
        if (title !== album.title) await edits.apply({ kind: 'album-rename', id: album.id, title })
      }}
    />
  )
}

interface NameDialogProps {
  title: string
  name: string
  button: string
  onName(name: string): Promise<void>
}

function NameDialog({ title, name, button, onName }: NameDialogProps) {
  const [draft, setDraft] = useState(name)
  const form = useId()
  const text = useText()
  const words = text.commands.albumDialog
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (draft.trim() === '') return
    close()
    void onName(draft.trim())
  }
  return (
    <Dialog
      title={title}
      width={420}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{text.app.cancel}</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            {...(draft.trim() === '' && { disabledReason: text.errors['album-name-empty']({}) })}
          >
            {button}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit}>
        <TextField label={words.name} value={draft} onChange={setDraft} maxLength={500} autoFocus />
      </form>
    </Dialog>
  )
}

async function createAlbum(edits: Edits, title: string, slots: readonly number[]): Promise<AlbumId | null> {
  const id = albumIdSchema.parse(newId(randomSource))
  const done = await edits.apply({ kind: 'album-create', id, title }, slots.length > 0 ? 'quiet' : 'bar')
  if (done === null) return null
  if (slots.length > 0) await addTo(edits, { id, title }, slots)
  return id
}

async function addTo(edits: Edits, album: AlbumName, slots: readonly number[]): Promise<void> {
  useEditState.setState({ lastAlbum: album })
  await edits.apply({ kind: 'album-add', id: album.id, photos: { slots: [...slots] } })
}

const randomSource = { bytes: (count: number) => crypto.getRandomValues(new Uint8Array(count)) }
