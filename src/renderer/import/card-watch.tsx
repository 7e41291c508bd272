import { useEffect, useRef } from 'react'
import { errorSentence } from '../state/error-notice.ts'
import { useEngineEvents } from '../state/engine-events.ts'
import { announce, announceNow, showNotice } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useOpenCard } from './cards/use-cards.ts'
import { useInterruptedImports } from './cards/use-interrupted.ts'
import { useImport } from './import-store.ts'
import { verdictSentence, verdictTitle } from './verdict/verdict-words.ts'

/** Opens the import when a card is put in, and says aloud when one is pulled or its verdict is there. */
export function CardWatch() {
  const text = useText()
  const open = useOpenCard()
  useEngineEvents('card-inserted', ({ path, open: wanted }) => {
    if (!wanted) return
    open.mutate(path, {
      onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
    })
  })
  useEngineEvents('card', ({ card }) => {
    if (card.state === 'removed') {
      announceNow(card.error ? text.errors[card.error.code](card.error.params) : text.import.removed.before)
    }
    if (card.state === 'copying') forgetReopened(card.cardId)
  })
  useEngineEvents('import-report', ({ report }) => {
    const words = `${verdictTitle(text.import, report)}. ${verdictSentence(text.import, '', report)}`
    if (report.verdict === 'not safe') announceNow(words)
    else announce(words)
  })
  useOfferAtStart()
  return null
}

/** Says once, when the app starts, that an import waits to be gone on with. */
function useOfferAtStart(): void {
  const text = useText().import
  const said = useRef(false)
  const [first] = useInterruptedImports()
  useEffect(() => {
    if (!first || said.current || useScreen.getState().screen === 'import') return
    said.current = true
    showNotice({
      kind: 'error',
      text: text.resume.interrupted(first.cardName, first.photos),
      action: { label: text.resume.look, run: () => useScreen.setState({ screen: 'import' }) },
    })
  }, [first, text])
}

/** A card that is copied again gets a verdict of its own, which is shown when it comes. */
function forgetReopened(cardId: string): void {
  const { reopened } = useImport.getState()
  if (reopened.has(cardId))
    useImport.setState({ reopened: new Set([...reopened].filter((id) => id !== cardId)) })
}
