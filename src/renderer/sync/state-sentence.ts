import type { SyncStatus } from '../../shared/sync-status.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'
import { troubleSentence } from '../../shared/text/sync-sentence.ts'

/** What a state means, below the few words of the frame, which it does not say again. */
export function stateSentence(status: SyncStatus, { sync }: Text, format: Format): string {
  const { panel, states } = sync
  switch (status.state) {
    case 'up-to-date':
      return panel.equal
    case 'sending':
      return ''
    case 'locked':
      // That a password was wrong is said where it is typed.
      return states.locked
    case 'offline':
      return `${troubleSentence(status.trouble, format)} ${panel.goesOn}`
    case 'paused':
      return panel.pausedNote
    case 'needs-you':
      // The removals that wait are told with what can be done about them.
      return status.trouble ? troubleSentence(status.trouble, format) : panel.goOnWithoutIt
    case 'receiving':
      return panel.incoming
    case 'no-account':
      return states.noAccount
  }
}
