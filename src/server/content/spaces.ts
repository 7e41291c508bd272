import { readSpaceStatement } from '../../shared/crypto/space-statement.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Handlers } from '../http/handlers.ts'
import { addSpaceKey, listSpaces } from '../store/space-rows.ts'
import { ownerIn } from './owner-in.ts'

export const spaceHandlers: Handlers['spaces'] = {
  list: async ({ store, note }) => {
    const spaces = await listSpaces(store)
    const keys = spaces.flatMap((of) => of.keys.map((key) => ({ ...key, space: of.space })))
    for (const { space, epoch, sealedKey, statement } of keys) {
      const what = {
        kind: 'space',
        object: space,
        first: epoch,
        last: epoch,
        bytes: sealedKey.length,
      } as const
      note({ verb: 'read', ...what }, ownerIn(statement))
    }
    return { owners: keys.map(({ statement }) => ownerIn(statement)), answer: { spaces } }
  },

  add: async ({ access, store, note }, { body: { sealedKey, statement } }) => {
    const of = await readSpaceStatement(statement, sealedKey)
    if (!access.account.equals(of.owner) || !access.device.equals(of.device))
      throw new Refusal('bad-input', 'The statement is signed for another account or computer.')
    if (!(await addSpaceKey(store, of, sealedKey, statement)))
      throw new Refusal('conflict', 'This epoch of the space has another key already.')
    const what = { kind: 'space', object: of.space, first: of.epoch, last: of.epoch } as const
    note({ verb: 'write', ...what, bytes: sealedKey.length })
    return { owners: [of.owner], answer: {} }
  },
}
