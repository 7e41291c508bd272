import type { SyncStatus } from '../../shared/sync-status.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'
import type { IconName } from '../components/icons.ts'
import { uploadWords } from './upload-words.ts'
import { isForeign } from './foreign.ts'

export interface FrameWords {
  readonly icon: IconName
  /** Good and usual is grey. Amber: the user is needed. Red: what came is another's. */
  readonly tone: 'quiet' | 'warn' | 'danger'
  readonly words: string
}

/** What the window's frame says of sync. It is never better than the worst that is known. */
export function frameWords(status: SyncStatus, { sync }: Text, format: Format, now: number): FrameWords {
  const { frame } = sync
  const { unsent } = status
  const { files, previews } = status.uploads
  const waiting = frame.toSend(format, unsent)
  const quiet = (icon: IconName, words: string): FrameWords => ({ icon, tone: 'quiet', words })
  switch (status.state) {
    case 'no-account':
      return quiet('cloud', frame.noAccount)
    case 'locked':
      return { icon: 'lock', tone: 'warn', words: frame.locked }
    case 'up-to-date':
      if (unsent > 0) return quiet('cloudUp', waiting)
      return files + previews > 0
        ? quiet('cloudUp', frame.toUpload(uploadWords(status.uploads, sync, format)))
        : quiet('cloudCheck', frame.upToDate)
    case 'sending':
      return quiet('cloudUp', frame.sending(format, unsent))
    case 'receiving':
      return quiet('cloud', frame.receiving)
    case 'offline': {
      const since = format.shortMoment(status.since, now)
      return quiet('cloudOff', unsent > 0 ? frame.offlineToSend(since, waiting) : frame.offline(since))
    }
    case 'paused':
      return quiet('pause', unsent > 0 ? frame.pausedToSend(waiting) : frame.paused)
    case 'needs-you':
      if (!status.trouble) return { icon: 'trash', tone: 'warn', words: frame.held }
      return isForeign(status.trouble.reason)
        ? { icon: 'shield', tone: 'danger', words: frame.foreign }
        : { icon: 'alert', tone: 'warn', words: frame.needsYou }
  }
}
