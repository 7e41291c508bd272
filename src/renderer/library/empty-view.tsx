import { keyOf } from '../commands/key-table.ts'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import type { IconName } from '../components/icons.ts'
import { keyText } from '../components/key-hint.tsx'
import { errorSentence } from '../state/error-notice.ts'
import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useSourceTitle } from './source-title.ts'

/** What stands in place of the grid when there is no photo: why, and what to do. */
export function EmptyView() {
  const text = useText()
  const words = text.library.empty
  const failure = useLibrary((state) => state.failure)
  const { source, search } = useScreen()
  const title = useSourceTitle()

  if (failure) {
    return (
      <EmptyState
        icon="alert"
        title={words.failed}
        actions={
          <Button variant="primary" onPress={() => location.reload()}>
            {text.app.reload}
          </Button>
        }
      >
        {errorSentence(text, failure)}
      </EmptyState>
    )
  }
  if (search.trim() !== '') {
    return (
      <EmptyState
        icon="search"
        title={words.nothingTitle}
        actions={
          <Button variant="primary" onPress={() => useScreen.setState({ search: '' })}>
            {words.clearSearch}
          </Button>
        }
      >
        <span className="mono">{search}</span>
        <br />
        {words.nothing}
      </EmptyState>
    )
  }
  const states: Record<typeof source.kind, { icon: IconName; title: string; words: string }> = {
    all: { icon: 'photos', title: words.folderTitle, words: words.folder },
    picks: { icon: 'check', title: words.picksTitle, words: words.picks(keyText(keyOf('pick'))) },
    trash: { icon: 'trash', title: words.trashTitle, words: words.trash },
    'last-import': { icon: 'lastImport', title: words.lastImportTitle, words: words.lastImport },
    import: { icon: 'lastImport', title: words.lastImportTitle, words: words.lastImport },
    album: {
      icon: 'album',
      title: words.albumTitle(title),
      words: words.album(keyText(keyOf('add-to-album'))),
    },
    folder: { icon: 'folder', title: words.folderTitle, words: words.folder },
  }
  const state = states[source.kind]
  return (
    <EmptyState
      icon={state.icon}
      title={state.title}
      actions={
        source.kind !== 'all' && (
          <Button
            variant={source.kind === 'album' ? 'primary' : 'plain'}
            onPress={() => useScreen.setState({ source: { kind: 'all' } })}
          >
            {source.kind === 'album' ? words.choosePhotos : words.showAll}
          </Button>
        )
      }
    >
      {state.words}
    </EmptyState>
  )
}
