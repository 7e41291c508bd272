import { useEffect, useEffectEvent, useState } from 'react'
import type { OverwrittenText } from '../../shared/sync-status.ts'
import { Button, IconButton } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { isInOverlay, isTextField } from '../keys/key-target.ts'
import { useEscape } from '../keys/use-escape.ts'
import { useScreen } from '../state/screen-store.ts'
import { useText } from '../state/text-context.ts'
import { useSubjectName } from './conflict-subject.tsx'
import { ConflictView } from './conflict-view.tsx'
import { useConflictWish } from './open-conflicts.ts'
import { useConflicts } from './use-conflicts.ts'
import { conflictKey } from './versions.ts'
import './conflicts.css'

const back = () => useScreen.setState({ screen: 'library' })

/** Texts that were changed on two devices at once, one after the other, until the user has chosen. */
export function ConflictsScreen() {
  const text = useText().conflicts
  const conflicts = useConflicts()
  const wish = useConflictWish((state) => state.of)
  const [chosen, setChosen] = useState<string | null>(null)
  useEscape(back)
  const shown =
    conflicts.find((each) => conflictKey(each) === chosen) ??
    conflicts.find(({ photoId, albumId }) => wish !== null && (photoId ?? albumId) === wish) ??
    conflicts[0]
  const at = shown ? conflicts.indexOf(shown) : -1
  useArrows((step) => {
    const next = conflicts[at + step]
    if (next) setChosen(conflictKey(next))
  })
  return (
    <div className="conflicts">
      <header className="conflicts-top">
        <IconButton icon="chevronLeft" label={text.back} tooltipKeys="Escape" onPress={back} />
        <h1>{text.title}</h1>
        {shown && <span className="conflicts-place numeric">{text.place(at + 1, conflicts.length)}</span>}
      </header>
      {shown ? (
        <div className="conflicts-body">
          <nav className="conflicts-list" aria-label={text.list}>
            {conflicts.map((each) => (
              <ConflictRow
                key={conflictKey(each)}
                conflict={each}
                shown={each === shown}
                onShow={() => setChosen(conflictKey(each))}
              />
            ))}
          </nav>
          <main className="conflicts-main">
            <p className="conflicts-note">{text.sentence}</p>
            <ConflictView key={conflictKey(shown)} conflict={shown} />
          </main>
        </div>
      ) : (
        <main className="conflicts-none">
          <EmptyState
            icon="check"
            title={text.none}
            actions={
              <Button variant="primary" autoFocus onPress={back}>
                {text.toLibrary}
              </Button>
            }
          >
            {text.noneSentence}
          </EmptyState>
        </main>
      )}
    </div>
  )
}

/** Up and down go through the list, wherever the focus is but in a text. */
function useArrows(go: (step: 1 | -1) => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
    if (step === null || isTextField(event.target) || isInOverlay(event.target)) return
    event.preventDefault()
    go(step)
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

interface ConflictRowProps {
  conflict: OverwrittenText
  shown: boolean
  onShow(): void
}

function ConflictRow({ conflict, shown, onShow }: ConflictRowProps) {
  const text = useText().conflicts
  const name = useSubjectName(conflict)
  return (
    <button
      type="button"
      className="conflicts-row"
      aria-current={shown ? 'true' : undefined}
      onClick={onShow}
    >
      <span className="ellipsis">{name}</span>
      <span className="conflicts-field">{text.fields[conflict.field] ?? conflict.field}</span>
    </button>
  )
}
