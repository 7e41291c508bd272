import { ListBox, ListBoxItem } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import { useText } from '../state/text-context.ts'
import type { BrowsedFolder } from './use-browse.ts'

interface FolderListProps {
  folder: BrowsedFolder | null
  onGo(path: string): void
}

/** The folders in a folder. Enter or a double click opens one, Backspace goes up. */
export function FolderList({ folder, onGo }: FolderListProps) {
  const text = useText().import.chooser
  const parent = folder?.parent ?? null
  const rows = [
    ...(parent === null ? [] : [{ name: text.up, path: parent, isCard: false }]),
    ...(folder?.folders ?? []),
  ]
  return (
    <div
      className="folder-list-pane"
      onKeyDown={(event) => {
        if (event.key === 'Backspace' && parent !== null) onGo(parent)
      }}
    >
      <ListBox
        // A new folder begins with the focus on its first row.
        key={folder?.path ?? ''}
        autoFocus="first"
        className="folder-list"
        aria-label={text.folders}
        items={rows}
        onAction={(key) => onGo(String(key))}
        renderEmptyState={() => <p className="folder-list-empty">{folder ? text.noFolders : text.opening}</p>}
      >
        {(row) => (
          <ListBoxItem id={row.path} className="folder-row" textValue={row.name}>
            <Icon name={row.path === parent ? 'chevronLeft' : row.isCard ? 'card' : 'folder'} size={14} />
            <span className="ellipsis">{row.name}</span>
            {row.isCard && <span className="folder-row-mark">{text.cardMark}</span>}
          </ListBoxItem>
        )}
      </ListBox>
    </div>
  )
}
