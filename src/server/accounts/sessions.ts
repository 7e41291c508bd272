import { Refusal } from '../../shared/space/refusal.ts'
import type { Handlers } from '../http/handlers.ts'
import { readDevices, revokeDevice } from '../store/device-rows.ts'
import { endSessions, liveSessions } from '../store/session-rows.ts'

const none = { first: 0, last: 0, bytes: 0 }

export const sessionHandlers: Handlers['sessions'] = {
  list: async ({ access, store }) => {
    const live = await liveSessions(store)
    return {
      owners: live.map((row) => row.account_id),
      answer: {
        sessions: live.map((row) => ({
          session: row.session_id,
          device: row.device_key,
          createdAt: row.created_at.getTime(),
          lastUsedAt: row.last_used_at.getTime(),
          expiresAt: row.expires_at.getTime(),
          isThis: row.session_id.equals(access.session),
        })),
      },
    }
  },

  revoke: async ({ store, note }, { params }) => {
    if ((await endSessions(store, params)) === 0) throw new Refusal('not-found', 'There is no such session.')
    note({ verb: 'remove', kind: 'session', object: params.session, ...none })
    return { owners: [store.account], answer: {} }
  },

  signOut: async ({ access, store, note }) => {
    await endSessions(store, { session: access.session })
    note({ verb: 'remove', kind: 'session', object: access.session, ...none })
    return { owners: [store.account], answer: {} }
  },

  listDevices: async ({ store }) => {
    const devices = await readDevices(store)
    return {
      owners: devices.map((row) => row.account_id),
      answer: {
        devices: devices.map((row) => ({
          device: row.device_key,
          certificate: row.certificate,
          addedAt: row.added_at.getTime(),
          revokedAt: row.revoked_at?.getTime() ?? null,
        })),
      },
    }
  },

  revokeDevice: async ({ store, note }, { params }) => {
    if (!(await revokeDevice(store, params.device)))
      throw new Refusal('not-found', 'There is no such computer, or it is shut out already.')
    await endSessions(store, params)
    note({ verb: 'remove', kind: 'device', object: params.device, ...none })
    return { owners: [store.account], answer: {} }
  },
}
