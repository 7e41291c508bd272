import { useMutation } from '@tanstack/react-query'
import type { ImportId } from '../../../shared/ids.ts'
import { useChooseFolder } from '../../folder-chooser/choose-folder.ts'
import { useEngine } from '../../state/bridge-context.ts'
import { errorSentence } from '../../state/error-notice.ts'
import { showNotice } from '../../state/notices.ts'
import { useChangeSettings, useSettings } from '../../state/settings.ts'
import { useText } from '../../state/text-context.ts'

/** What can be done about a verdict that is not green. */
export function useRemedies(importId: ImportId) {
  const engine = useEngine()
  const text = useText()
  const { importSecond } = useSettings()
  const changeSettings = useChangeSettings()
  const chooseFolder = useChooseFolder()
  const again = useMutation({
    mutationFn: () => engine.imports.resume({ importId }),
    onError: (error) => showNotice({ kind: 'error', text: errorSentence(text, error) }),
  })
  return {
    busy: again.isPending,
    /** What failed may succeed now; what is complete is not copied anew. */
    copyAgain: () => again.mutate(),
    async setSecondPlace() {
      const { destination, verdict } = text.import
      const title = destination.chooseSecondTitle
      const second = await chooseFolder({ title, start: importSecond || null, writable: true })
      if (second === null) return
      changeSettings({ importSecond: second })
      showNotice({ kind: 'done', text: verdict.secondPlaceSet(second) })
    },
  }
}
