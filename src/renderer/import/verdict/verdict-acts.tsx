import { useMutation } from '@tanstack/react-query'
import type { Card, ImportReport } from '../../../shared/import.ts'
import { Button } from '../../components/button.tsx'
import { useEngine } from '../../state/bridge-context.ts'
import { errorSentence } from '../../state/error-notice.ts'
import { useVolumes } from '../../state/lists.ts'
import { announce, showNotice } from '../../state/notices.ts'
import { useScreen } from '../../state/screen-store.ts'
import { useText } from '../../state/text-context.ts'
import { useCloseCard } from '../cards/use-cards.ts'
import { reportText } from './verdict-words.ts'

interface VerdictActsProps {
  card: Card
  report: ImportReport
  onShowCard(): void
}

/** What comes after a verdict: look at the photos, keep the report, take the card out. */
export function VerdictActs({ card, report, onShowCard }: VerdictActsProps) {
  const text = useText()
  const { verdict, units } = text.import
  const engine = useEngine()
  const close = useCloseCard()
  const volume = useVolumes().find(({ id, removable }) => removable && id === card.volumeId)
  const eject = useMutation({
    mutationFn: async (volumeId: NonNullable<Card['volumeId']>) => {
      await engine.volumes.eject({ volumeId })
      close.mutate(card.cardId)
    },
    onSuccess: () => showNotice({ kind: 'done', text: verdict.ejected(card.name) }),
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  })
  const copyReport = async () => {
    await navigator.clipboard.writeText(reportText(text, card.name, report))
    announce(verdict.reportCopied)
  }
  const rate = units.rate(report.bytes / Math.max(report.seconds, 0.001))
  const showPhotos = () =>
    useScreen.setState({ screen: 'library', source: { kind: 'import', id: report.importId }, active: -1 })
  return (
    <footer className="verdict-acts">
      <span className="numeric">
        {report.seconds > 0 && verdict.took(units.duration(report.seconds), rate)}
      </span>
      <Button variant="ghost" icon="copy" onPress={() => void copyReport()}>
        {verdict.copyReport}
      </Button>
      <Button variant="ghost" onPress={onShowCard}>
        {verdict.showCard}
      </Button>
      {volume ? (
        <>
          <Button onPress={showPhotos}>{verdict.showPhotos}</Button>
          <Button
            variant={report.verdict === 'safe to format' ? 'primary' : 'plain'}
            icon="eject"
            busy={eject.isPending}
            onPress={() => eject.mutate(volume.id)}
          >
            {verdict.eject}
          </Button>
        </>
      ) : (
        <Button variant="primary" onPress={showPhotos}>
          {verdict.showPhotos}
        </Button>
      )}
    </footer>
  )
}
