import { useMutation } from '@tanstack/react-query'
import type { Job } from '../../shared/jobs.ts'
import { Button } from '../components/button.tsx'
import { ChoiceCard } from '../components/choice-card.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { useChooseFolder } from '../folder-chooser/choose-folder.ts'
import { useCards, useOpenCard } from '../import/cards/use-cards.ts'
import { isActive } from '../jobs/job-list.ts'
import { jobAmount, jobName } from '../jobs/job-words.ts'
import { useJobs } from '../jobs/use-jobs.ts'
import { useDigits } from '../keys/use-digits.ts'
import { OtherLibraryButton } from '../other-library/other-library-button.tsx'
import { openSpace } from '../space/open-space.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useVolumes } from '../state/lists.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { LibraryPlace } from './library-place.tsx'
import './first-run.css'

/** The empty library: three ways to its first photos, chosen by click, by digit or by Enter. */
export function FirstRun() {
  const text = useText().import
  const { firstRun } = text
  const engine = useEngine()
  const chooseFolder = useChooseFolder()
  const open = useOpenCard()
  const card = useInsertedCard()
  const indexing = useProgressOf('index')
  const sampling = useProgressOf('sample-card')

  const importCard = async () => {
    const path =
      card?.path ?? (await chooseFolder({ title: text.chooseCardTitle, start: null, writable: false }))
    if (path !== null) open.mutate(path)
  }
  const addFolder = useMutation({
    mutationFn: async () => {
      const title = firstRun.folder.chooseTitle
      const path = await chooseFolder({ title, start: null, writable: false })
      if (path !== null) await engine.folders.add({ path })
    },
  })
  const makeSample = useMutation({
    mutationFn: () => engine.cards.makeSample(),
    onSuccess: ({ path }) => open.mutate(path),
  })
  const busy = addFolder.isPending || makeSample.isPending || open.isPending
  const error = open.error ?? addFolder.error ?? makeSample.error
  const choices = [
    {
      icon: 'card',
      words: firstRun.card,
      fact: card ? firstRun.card.inserted(card.name) : firstRun.card.none,
      good: card !== null,
      run: () => void importCard(),
    },
    {
      icon: 'folder',
      words: firstRun.folder,
      fact: indexing ?? firstRun.folder.hint,
      good: false,
      run: () => addFolder.mutate(),
    },
    {
      icon: 'stack',
      words: firstRun.sample,
      fact: sampling ?? (makeSample.isPending ? firstRun.sample.making : firstRun.sample.hint),
      good: false,
      run: () => makeSample.mutate(),
    },
  ] as const
  useDigits((digit) => {
    if (!busy) choices[digit - 1]?.run()
  })

  return (
    <main className="first-run">
      <div className="first-run-content">
        <h1>{firstRun.title}</h1>
        <p className="first-run-sentence">{firstRun.sentence}</p>
        <div className="choice-cards" role="group" aria-label={firstRun.choices}>
          {choices.map(({ icon, words, fact, good, run }, at) => (
            <ChoiceCard
              key={icon}
              icon={icon}
              title={words.title}
              sentence={words.sentence}
              fact={fact}
              good={good}
              digit={at + 1}
              disabled={busy}
              onChoose={run}
            />
          ))}
        </div>
        {error !== null && <ErrorMessage error={error} />}
        <footer className="first-run-foot">
          <LibraryPlace />
          <OtherLibraryButton variant="ghost" />
          <Button variant="ghost" icon="cloud" onPress={() => openSpace('overview')}>
            {firstRun.imageSpace}
          </Button>
          <span className="first-run-space" />
          <button
            type="button"
            className="first-run-commands"
            onClick={() => useScreen.setState({ overlay: 'palette' })}
          >
            <KeyHint keys="Mod+K" /> {firstRun.allCommands}
          </button>
        </footer>
      </div>
    </main>
  )
}

/** How far a job is that was begun here, in words; null while there is none. */
function useProgressOf(kind: Job['kind']): string | null {
  const text = useText().import
  const job = useJobs().findLast((one) => one.kind === kind && isActive(one))
  return job ? [jobName(text, job), jobAmount(text, job)].filter(Boolean).join(text.jobs.comma) : null
}

/** The card that is in, by name; null while there is none. */
function useInsertedCard(): { name: string; path: string } | null {
  const cards = useCards()
  const volumes = useVolumes()
  const [open] = cards
  if (open) return open
  const inserted = volumes.find(({ isCard, mountPath }) => isCard && mountPath !== null)
  return inserted ? { name: inserted.name, path: inserted.mountPath ?? '' } : null
}
