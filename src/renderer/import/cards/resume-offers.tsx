import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from '../../components/button.tsx'
import { Note } from '../../components/note.tsx'
import { useEngine } from '../../state/bridge-context.ts'
import { errorSentence } from '../../state/error-notice.ts'
import { showNotice } from '../../state/notices.ts'
import { queryKeys } from '../../state/query-keys.ts'
import { useText } from '../../state/text-context.ts'
import { useCards } from './use-cards.ts'

/** Imports that a crash or a pulled card interrupted, each to be gone on with when its card is in. */
export function ResumeOffers() {
  const text = useText()
  const engine = useEngine()
  const cards = useCards()
  const imports = useQuery({ queryKey: queryKeys.imports, queryFn: () => engine.imports.list() })
  const resume = useMutation({
    mutationFn: (importId: NonNullable<typeof imports.data>[number]['id']) =>
      engine.imports.resume({ importId }),
    onSuccess: () => imports.refetch(),
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  })
  const copying = new Set(
    cards.filter(({ state }) => state === 'copying' || state === 'paused').map(({ importId }) => importId),
  )
  const interrupted = (imports.data ?? []).filter(
    ({ id, state }) => state === 'interrupted' || (state === 'paused' && !copying.has(id)),
  )
  return interrupted.map(({ id, cardName, cardPath, photos }) => {
    const cardIsIn = cards.some((card) => card.path === cardPath && card.state !== 'removed')
    return (
      <Note key={id} tone="warn">
        {text.import.resume.interrupted(cardName, photos)} {!cardIsIn && text.import.resume.putBack}
        <div className="resume-act">
          <Button busy={resume.isPending} onPress={() => resume.mutate(id)}>
            {text.import.resume.goOn}
          </Button>
        </div>
      </Note>
    )
  })
}
