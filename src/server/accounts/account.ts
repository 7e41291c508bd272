import { requireCredentials } from '../../shared/crypto/credentials.ts'
import { signReceipt } from '../../shared/crypto/server-receipt.ts'
import { NotAuthentic } from '../../shared/crypto/web-crypto.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { notAccepted } from '../http/authorise.ts'
import { ownerIn } from '../content/owner-in.ts'
import type { Handlers } from '../http/handlers.ts'
import type { Parts } from '../parts.ts'
import {
  readAccount,
  readCredentials,
  readIdentities,
  replaceCredentials,
  setDeletion,
} from '../store/account-rows.ts'
import { countEverything } from '../store/inventory.ts'
import { endSessions } from '../store/session-rows.ts'
import { addressOf } from './login.ts'

/** Milliseconds between asking for deletion and deletion. */
export const GRACE = 30 * 24 * 3600 * 1000

const whole = { object: new Uint8Array(0), first: 0, last: 0, bytes: 0 }

export function accountHandlers(parts: Parts): Handlers['account'] {
  return {
    keys: async ({ store, note }) => {
      const [identities, credentials] = [await readIdentities(store), await readCredentials(store)]
      const last = identities.at(-1)
      if (!last || !credentials) throw new Error('an account without identity or credentials')
      note({ verb: 'read', kind: 'keys', ...whole, bytes: last.sealed_secrets.length })
      return {
        owners: identities.map(({ statement }) => ownerIn(statement)),
        answer: {
          account: store.account,
          statements: identities.map(({ statement }) => statement),
          sealedIdentity: last.sealed_secrets,
          credentials,
        },
      }
    },

    changeCredentials: async ({ access, store, note, now, afterwards }, { body }) => {
      const before = await readCredentials(store)
      if (!before) throw new Error('an account without credentials')
      const { account } = store
      // The password's key or the recovery kit's: either may replace both.
      await requireAnySigned([before.signInKey, before.recoveryKey], (key) =>
        requireCredentials(key, parts.origin(), account, body.credentials, body.signature),
      )
      if (!(await replaceCredentials(store, body.credentials)))
        throw new Refusal('conflict', 'The password was changed elsewhere meanwhile. Sign in again.')
      await endSessions(store, { allBut: access.session })
      note({ verb: 'change', kind: 'keys', ...whole })
      const letter = await addressOf(parts, store)
      afterwards(() =>
        parts.letters.later(letter.email, letter.language, (texts) => texts.passwordChanged(new Date(now))),
      )
      return { owners: [account], answer: {} }
    },

    describe: async ({ store }) => {
      const row = await readAccount(store)
      return {
        owners: [row.account_id],
        answer: {
          account: row.account_id,
          memberNumber: Number(row.member_number),
          registeredAt: row.registered_at.getTime(),
          quotaBytes: Number(row.quota_bytes),
          usedBytes: Number(row.used_bytes),
          reservedBytes: Number(row.reserved_bytes),
          deletesAt: row.deletes_at?.getTime() ?? null,
        },
      }
    },

    inventory: async ({ store }) => ({
      owners: [store.account],
      answer: { account: store.account, ...(await countEverything(store)) },
    }),

    askDeletion: async ({ store, now, note, afterwards }) => {
      const known = (await readAccount(store)).deletes_at
      const at = known?.getTime() ?? now + GRACE
      await setDeletion(store, new Date(at))
      note({ verb: 'change', kind: 'account', ...whole })
      const letter = await addressOf(parts, store)
      afterwards(() =>
        parts.letters.later(letter.email, letter.language, (texts) =>
          texts.deletionScheduled(new Date(now), new Date(at)),
        ),
      )
      const { account } = store
      const receipt = signReceipt(parts.keys.signing, {
        kind: 'deletes',
        account,
        object: account,
        length: 0,
        at,
      })
      return { owners: [account], answer: { receipt } }
    },

    cancelDeletion: async ({ store, now, note, afterwards }) => {
      await setDeletion(store, null)
      note({ verb: 'change', kind: 'account', ...whole })
      const letter = await addressOf(parts, store)
      afterwards(() =>
        parts.letters.later(letter.email, letter.language, (texts) => texts.deletionCancelled(new Date(now))),
      )
      return { owners: [store.account], answer: {} }
    },
  }
}

async function requireAnySigned(
  keys: readonly Uint8Array[],
  require: (key: Uint8Array) => Promise<void>,
): Promise<void> {
  for (const key of keys) {
    try {
      return await require(key)
    } catch (error) {
      if (!(error instanceof NotAuthentic)) throw error
    }
  }
  throw notAccepted()
}
