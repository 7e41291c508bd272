import { publicKeyOf } from '../shared/crypto/signature.ts'
import type { Handlers } from './http/handlers.ts'
import type { Parts } from './parts.ts'
import { writesStopped } from './store/directory.ts'

export function describeHandlers({ store, keys, letters, origin }: Parts): Handlers['server'] {
  return {
    describe: async ({ now }) => ({
      origin: origin(),
      key: publicKeyOf(keys.signing),
      mailsCodes: letters.canSend,
      writes: (await writesStopped(store)) ? 'stopped' : 'open',
      time: now,
    }),
  }
}
