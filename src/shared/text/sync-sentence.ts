import { errorCodes } from '../errors.ts'
import type { HoldReason } from '../sync/hold-removals.ts'
import type { OwnSyncReason, SyncStatus, SyncTrouble } from '../sync-status.ts'
import { ownSyncReasons } from '../sync-status.ts'
import { accountErrorSentence } from './account-error-sentence.ts'
import { sync as en } from './en/sync.ts'
import { errorSentence } from './error-sentence.ts'
import type { Format } from './format.ts'
import { sync as ja } from './ja/sync.ts'

export const syncTexts = { en, ja }

/** What a status means, for a person, in one or a few sentences. */
export function syncSentence(status: SyncStatus, format: Format): string {
  const { states } = syncTexts[format.language]
  const waiting = status.unsent > 0 ? [states.unsent(format, status.unsent)] : []
  switch (status.state) {
    case 'no-account':
      return states.noAccount
    case 'locked':
      return status.wrong ? states.wrongPassword : states.locked
    case 'up-to-date':
      return states.upToDate(format.moment(status.since))
    case 'sending':
      return states.sending(format, status.unsent)
    case 'receiving':
      return states.receiving
    case 'offline':
      return [states.offline(format.moment(status.since)), ...waiting].join(' ')
    case 'paused':
      return [states.paused, ...waiting].join(' ')
    case 'needs-you':
      return status.trouble
        ? troubleSentence(status.trouble, format)
        : heldSentences(status.held, format).join(' ')
  }
}

/** Why sync did not do what was asked. */
export function troubleSentence({ reason, params }: SyncTrouble, { language }: Format): string {
  if (reason === 'library') {
    const code = errorCodes.find((known) => known === params['code'])
    if (code) return errorSentence(language, { code, params })
  }
  return isOwn(reason)
    ? syncTexts[language].ownReasons[reason](params)
    : accountErrorSentence(language, { code: reason, params })
}

/** A sentence for each removal that waits. */
export function heldSentences(held: readonly HoldReason[], format: Format): string[] {
  const text = syncTexts[format.language].held
  return held.map((reason) =>
    reason.kind === 'photos-trashed'
      ? text.photosTrashed(format, reason.trashed, reason.photos)
      : text.albumEmptied(format, reason.before),
  )
}

function isOwn(reason: SyncTrouble['reason']): reason is OwnSyncReason {
  return (ownSyncReasons as readonly string[]).includes(reason)
}
