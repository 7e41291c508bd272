import type { ReactNode } from 'react'
import type { Key } from 'react-aria-components'
import { Tree, TreeHeader, TreeSection } from 'react-aria-components'
import type { ViewSource } from '../../shared/view.ts'
import { IconButton } from '../components/button.tsx'
import type { IconName } from '../components/icons.ts'
import { keyOf } from '../commands/key-table.ts'
import { useEditState } from '../edits/edit-store.ts'
import { useFormat } from '../state/format-context.ts'
import { useAlbums, useFolderTree, useVolumes } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { AlbumRow } from './album-row.tsx'
import { type FolderNode, folderNodes } from './folder-nodes.ts'
import { useSidebarState } from './sidebar-state.ts'
import { SidebarRow } from './sidebar-row.tsx'
import { useLastImportCount, useSourceCounts } from './source-counts.ts'
import { sourceKey } from './source-key.ts'
import { VolumeRow } from './volume-row.tsx'
import './sidebar.css'

/** Where photos can be looked at: the library, its folders, albums and volumes. One tree, one tab stop. */
export function Sidebar() {
  const text = useText().library
  const source = useScreen((state) => state.source)
  const expanded = useSidebarState((state) => state.expanded)
  const albums = useAlbums()
  const folders = folderNodes(useFolderTree())
  const volumes = useVolumes()
  const sources = sourcesByKey(albums, folders)

  const choose = (keys: 'all' | Set<Key>) => {
    const chosen = keys === 'all' ? undefined : [...keys].map((key) => sources.get(String(key)))[0]
    if (chosen) useScreen.setState({ source: chosen, search: '', sort: sortIn(chosen) })
  }
  return (
    <nav className="sidebar" aria-label={text.sidebar.name} data-region="sidebar">
      <Tree
        aria-label={text.sidebar.name}
        className="sidebar-tree"
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[sourceKey(source)]}
        onSelectionChange={choose}
        expandedKeys={expanded ?? folders.map(({ key }) => key)}
        onExpandedChange={(keys) => useSidebarState.setState({ expanded: new Set([...keys].map(String)) })}
      >
        <Sources />
        {folders.length > 0 && (
          <Section title={text.sidebar.folders}>
            {folders.map((node) => (
              <FolderRow key={node.key} node={node} />
            ))}
          </Section>
        )}
        <Section title={text.sidebar.albums} action={<NewAlbum />}>
          {albums.map((album) => (
            <AlbumRow key={album.id} album={album} />
          ))}
        </Section>
        {volumes.length > 0 && (
          <Section title={text.sidebar.volumes}>
            {volumes.map((volume) => (
              <VolumeRow key={volume.id} volume={volume} />
            ))}
          </Section>
        )}
      </Tree>
    </nav>
  )
}

function Sources() {
  const text = useText().library
  const format = useFormat()
  const counts = useSourceCounts()
  const lastImport = useLastImportCount()
  const rows: { kind: 'all' | 'last-import' | 'picks' | 'trash'; icon: IconName; count: number | null }[] = [
    { kind: 'all', icon: 'photos', count: counts.all },
    { kind: 'last-import', icon: 'lastImport', count: lastImport },
    { kind: 'picks', icon: 'check', count: counts.picks },
    { kind: 'trash', icon: 'trash', count: counts.trash },
  ]
  return (
    <TreeSection aria-label={text.sidebar.name}>
      {rows.map(({ kind, icon, count }) => (
        <SidebarRow
          key={kind}
          id={kind}
          name={text.sources[kind]}
          icon={icon}
          note={count === null ? '–' : format.number(count)}
        />
      ))}
    </TreeSection>
  )
}

function Section({ title, action, children }: { title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <TreeSection>
      <TreeHeader className="sidebar-header">
        {title}
        {action}
      </TreeHeader>
      {children}
    </TreeSection>
  )
}

function FolderRow({ node }: { node: FolderNode }) {
  const format = useFormat()
  const volumes = useVolumes()
  // The root of a volume has no name of its own.
  const name = node.name || (volumes.find(({ id }) => id === node.volumeId)?.name ?? node.path)
  return (
    <SidebarRow
      key={node.key}
      id={node.key}
      name={name}
      icon="folder"
      note={format.number(node.count)}
      dimmed={!node.connected}
    >
      {node.children.map((child) => (
        <FolderRow key={child.key} node={child} />
      ))}
    </SidebarRow>
  )
}

function NewAlbum() {
  const text = useText().library.sidebar
  return (
    <IconButton
      icon="plus"
      label={text.newAlbum}
      tooltipKeys={keyOf('new-album')}
      className="sidebar-action sidebar-new"
      onPress={() => useEditState.setState({ dialog: { kind: 'new-album', slots: [] } })}
    />
  )
}

function sourcesByKey(
  albums: ReturnType<typeof useAlbums>,
  folders: readonly FolderNode[],
): Map<string, ViewSource> {
  const sources: ViewSource[] = [
    { kind: 'all' },
    { kind: 'last-import' },
    { kind: 'picks' },
    { kind: 'trash' },
    ...albums.map(({ id }) => ({ kind: 'album', id }) as const),
    ...allOf(folders).map(({ volumeId, path }) => ({ kind: 'folder', volumeId, path }) as const),
  ]
  return new Map(sources.map((source) => [sourceKey(source), source]))
}

function allOf(nodes: readonly FolderNode[]): FolderNode[] {
  return nodes.flatMap((node) => [node, ...allOf(node.children)])
}

/** An album opens in the order it was given by hand; from there, other places go back to capture time. */
function sortIn(source: ViewSource) {
  const { sort } = useScreen.getState()
  if (source.kind === 'album') return { field: 'album', descending: false } as const
  return sort.field === 'album' ? ({ field: 'taken', descending: true } as const) : sort
}
