import { useMutation } from '@tanstack/react-query'
import type { Card, ImportOptions } from '../../../shared/import.ts'
import { useChooseFolder } from '../../folder-chooser/choose-folder.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { errorSentence } from '../../state/error-notice.ts'
import { showNotice } from '../../state/notices.ts'
import { useChangeSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'
import { useImportOptions } from '../destination/import-options.ts'

/** What can be done about a verdict that is not green. */
export function useRemedies(card: Card) {
  const engine = useEngine()
  const text = useText()
  const options = useImportOptions()
  const changeSettings = useChangeSettings()
  const chooseFolder = useChooseFolder()
  const start = useMutation({
    mutationFn: (given: ImportOptions) => engine.cards.start({ cardId: card.cardId, options: given }),
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  })
  return {
    busy: start.isPending,
    copyAgain: () => start.mutate(options),
    async addPlace() {
      const title = text.import.destination.chooseSecondTitle
      const second = await chooseFolder({ title, start: options.second, writable: true })
      if (second === null) return
      changeSettings({ importSecond: second })
      start.mutate({ ...options, second })
    },
  }
}
