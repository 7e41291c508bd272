import { useMutation } from '@tanstack/react-query'
import type { ImportId } from '../../../shared/ids.ts'
import type { ImportSummary } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { ErrorMessage } from '../../components/error-message.tsx'
import { Note } from '../../components/note.tsx'
import { useEngine } from '../../state/bridge-context.ts'
import { useText } from '../../state/text-context.ts'
import { useCards } from './use-cards.ts'
import { useInterruptedImports } from './use-interrupted.ts'

/** Imports that were interrupted, each to be gone on with when its card is in. */
export function ResumeOffers() {
  return useInterruptedImports().map((summary) => <ResumeOffer key={summary.id} summary={summary} />)
}

function ResumeOffer({ summary }: { summary: ImportSummary }) {
  const { resume: text } = useText().import
  const engine = useEngine()
  const cards = useCards()
  const resume = useMutation({ mutationFn: (importId: ImportId) => engine.imports.resume({ importId }) })
  const { id, cardName, cardPath, photos } = summary
  const cardIsIn = cards.some((card) => card.path === cardPath && card.state !== 'removed')
  return (
    <Note tone="warn">
      {text.interrupted(cardName, photos)} {!cardIsIn && text.putBack}
      <div className="resume-act">
        <Button busy={resume.isPending} onPress={() => resume.mutate(id)}>
          {text.goOn}
        </Button>
      </div>
      {resume.error && <ErrorMessage error={resume.error} />}
    </Note>
  )
}
