import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { useText } from '../state/text-context.ts'
import { type FolderRequest, useFolderRequest } from './choose-folder.ts'
import { FolderList } from './folder-list.tsx'
import { NewFolder } from './new-folder.tsx'
import { PathField } from './path-field.tsx'
import { Places } from './places.tsx'
import { useBrowse } from './use-browse.ts'
import './folder-chooser.css'

/** Shows the app's own folder dialog while somebody asks for a folder. */
export function FolderChooser() {
  const request = useFolderRequest((state) => state.request)
  return request && <FolderDialog key={request.title} request={request} />
}

function FolderDialog({ request }: { request: FolderRequest }) {
  const text = useText().import.chooser
  const [path, setPath] = useState(request.start)
  const { folder, error } = useBrowse(path)
  const here = folder?.path ?? null
  const reason =
    here === null
      ? text.chooseAPlace
      : request.writable && !folder?.writable
        ? text.mustBeWritable
        : undefined
  const choose = () => {
    if (here !== null && reason === undefined) request.answer(here)
  }
  return (
    <Dialog
      title={request.title}
      width={720}
      onClose={() => request.answer(null)}
      actions={
        <>
          <NewFolder parent={folder?.writable ? here : null} onCreated={setPath} />
          <span className="folder-free numeric">
            {folder?.bytesFree != null && text.free(folder.bytesFree)}
            {folder && here !== null && !folder.writable && ` ${text.notWritable}`}
          </span>
          <Button onPress={() => request.answer(null)}>{text.cancel}</Button>
          <Button variant="primary" keyHint="Mod+Enter" disabledReason={reason} onPress={choose}>
            {here === null ? text.choose : text.chooseNamed(lastName(here))}
          </Button>
        </>
      }
    >
      <div
        className="folder-body"
        onKeyDownCapture={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          // Before the lists, which take every Enter for opening a folder.
          event.stopPropagation()
          choose()
        }}
      >
        {request.note && <p className="folder-note">{request.note}</p>}
        <PathField path={here ?? ''} onGo={setPath} />
        <div className="folder-panes">
          <Places current={here} onGo={setPath} />
          <FolderList folder={folder} onGo={setPath} />
        </div>
      </div>
      {error !== null && <ErrorMessage error={error} />}
    </Dialog>
  )
}

/** The last name of a path of any system; the root itself where there is none. */
function lastName(path: string): string {
  return path.split(/[/\\]/).findLast((name) => name !== '') ?? path
}
