import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Kit } from '../../shared/text/kit-page.ts'
import { Button } from '../components/button.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { Note } from '../components/note.tsx'
import { useChooseFolder } from '../folder-chooser/choose-folder.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { KitProof } from './kit-proof.tsx'
import { KitSheet } from './kit-sheet.tsx'
import './kit-steps.css'

interface KitStepsProps {
  kit: Kit
  onProved(): void
  /** Where the proof can be put off. */
  onLater?: () => void
  /** Lays out the sheet and what is to be done with it. */
  children(parts: { title: string; sentence: string; lead: ReactNode; children: ReactNode }): ReactNode
}

/** Shows the kit until it is on paper, then hides the words and has three of them typed back. */
export function KitSteps({ kit, onProved, onLater, children }: KitStepsProps) {
  const text = useText().joining.kit
  const [proving, setProving] = useState(false)
  const lead = (
    <>
      <KitSheet kit={kit} hidden={proving} />
      {proving ? (
        <div className="kit-acts">
          <Button size="large" variant="ghost" icon="eye" onPress={() => setProving(false)}>
            {text.showWords}
          </Button>
        </div>
      ) : (
        <KitActs />
      )}
    </>
  )
  const right = proving ? (
    <>
      <h3 className="kit-heading">{text.prove}</h3>
      <p>{text.proveSentence}</p>
      <KitProof words={kit.words} onProved={onProved} />
    </>
  ) : (
    <>
      <p>{text.before}</p>
      <div className="step-buttons">
        {onLater && (
          <Button size="large" variant="ghost" onPress={onLater}>
            {text.later}
          </Button>
        )}
        <Button size="large" variant="primary" autoFocus onPress={() => setProving(true)}>
          {text.onPaper}
        </Button>
      </div>
    </>
  )
  return children({
    title: text.title,
    sentence: text.sentence,
    lead,
    children: (
      <>
        {right}
        <Note tone="warn">
          <b>{text.warning}</b> {text.warningMore}
        </Note>
      </>
    ),
  })
}

/** Printing the sheet, and saving it where it can be put away. */
function KitActs() {
  const text = useText().joining.kit
  const engine = useEngine()
  const { language } = useFormat()
  const chooseFolder = useChooseFolder()
  const save = useMutation({
    mutationFn: async () => {
      const folder = await chooseFolder({
        title: text.saveTitle,
        note: text.saveNote,
        start: null,
        writable: true,
      })
      return folder === null ? null : engine.account.saveKit({ folder, language })
    },
  })
  return (
    <>
      <div className="kit-acts">
        <Button size="large" icon="print" onPress={() => print()}>
          {text.print}
        </Button>
        <Button size="large" icon="disk" busy={save.isPending} onPress={() => save.mutate()}>
          {text.save}
        </Button>
      </div>
      <div className="kit-saved" role="status">
        {save.data && <Note>{text.saved(save.data.path)}</Note>}
      </div>
      {save.error && <ErrorMessage error={save.error} />}
    </>
  )
}
