import { Refusal } from '../../shared/space/refusal.ts'
import type { Handlers } from '../http/handlers.ts'
import { addSpaceKey, listSpaces } from '../store/space-rows.ts'

export const spaceHandlers: Handlers['spaces'] = {
  list: async ({ store }) => {
    const spaces = await listSpaces(store)
    return {
      owners: spaces.map(({ owner }) => owner),
      answer: { spaces: spaces.map(({ space, sequence, keys }) => ({ space, sequence, keys })) },
    }
  },

  add: async ({ store, note }, { body }) => {
    if (!(await addSpaceKey(store, body.space, body.epoch, body.sealedKey)))
      throw new Refusal('conflict', 'This epoch of the space has another key already.')
    note({
      verb: 'write',
      kind: 'space',
      object: body.space,
      first: 0,
      last: 0,
      bytes: body.sealedKey.length,
    })
    return { owners: [store.account], answer: {} }
  },
}
