import { heldSentences } from '../../shared/text/sync-sentence.ts'
import type { SyncStatus } from '../../shared/sync-status.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { useSyncActs } from './use-sync-acts.ts'

/** Removals of other devices that are many at once: how many of what, and the user's word that they are wanted. */
export function HeldRemovals({ held }: Pick<SyncStatus, 'held'>) {
  const text = useText().sync.panel
  const format = useFormat()
  const { agree } = useSyncActs()
  if (held.length === 0) return null
  return (
    <div className="sync-held">
      <Note tone="warn">
        <ul>
          {heldSentences(held, format).map((sentence) => (
            <li key={sentence}>
              <b>{sentence}</b>
            </li>
          ))}
        </ul>
        <p>{text.heldNote}</p>
      </Note>
      <Button icon="trash" busy={agree.isPending} onPress={() => agree.mutate()}>
        {text.heldAgree}
      </Button>
    </div>
  )
}
