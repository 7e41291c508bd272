import { useEffect } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { Button } from '../components/button.tsx'
import { useChooseFolder } from '../folder-chooser/choose-folder.ts'
import { useEscape } from '../keys/use-escape.ts'
import { errorSentence } from '../state/error-notice.ts'
import { showNotice } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { CardsColumn } from './cards/cards-column.tsx'
import { useCards, useOpenCard } from './cards/use-cards.ts'
import { CardWorkspace } from './card-workspace.tsx'
import { JobsStatus } from '../jobs/jobs-status.tsx'
import { SyncButton } from '../sync/sync-button.tsx'
import { ImportTop } from './import-top.tsx'
import { useImport } from './import-store.ts'
import { noSelection } from './items/card-selection.ts'
import { Verdicts } from './verdict/verdicts.tsx'
import './import-screen.css'

/** From a card to the library: what is on it, what is taken, where it goes, and what became of it. */
export function ImportScreen() {
  const words = useText()
  const text = words.import
  const cards = useCards()
  const cardId = useScreen((state) => state.cardId)
  const reopened = useImport((state) => state.reopened)
  const chooseFolder = useChooseFolder()
  const open = useOpenCard()
  const shown = cards.find((card) => card.cardId === cardId) ?? cards[0] ?? null
  const shownId = shown?.cardId ?? null

  useEffect(() => useImport.setState({ selection: noSelection, filter: 'all', closer: false }), [shownId])

  useEscape(() => useScreen.setState({ screen: 'library' }))

  const show = (id: string) => useScreen.setState({ cardId: id })
  const choose = async () => {
    const path = await chooseFolder({ title: text.chooseCardTitle, start: null, writable: false })
    if (path === null) return
    open.mutate(path, {
      onError: (error) => showNotice({ kind: 'error', text: errorSentence(words, error) }),
    })
  }
  const decided = shown?.state === 'done' && !reopened.has(shown.cardId)
  const column = (
    <CardsColumn
      cards={cards}
      shown={shown}
      choosing={shown !== null && !decided}
      onShow={show}
      onChoose={() => void choose()}
    />
  )
  return (
    <div className="import-screen">
      <ImportTop cards={cards} card={decided ? null : shown} />
      {shown === null ? (
        <div className="import-body">
          {column}
          <main className="import-nothing">
            <EmptyState
              icon="card"
              title={text.noCard.title}
              actions={
                <Button variant="primary" autoFocus onPress={() => void choose()}>
                  {text.chooseCard}
                </Button>
              }
            >
              {text.noCard.sentence}
            </EmptyState>
          </main>
        </div>
      ) : decided ? (
        <div className="import-body">
          {column}
          <Verdicts cards={cards} first={shown} />
        </div>
      ) : (
        <CardWorkspace key={shown.cardId} card={shown} aside={column} />
      )}
      <footer className="import-status" aria-label={text.jobsBar} data-region="jobs">
        <JobsStatus />
        <SyncButton />
      </footer>
    </div>
  )
}
