import { api } from '../../../shared/space/api.ts'
import type { Answer } from '../../../shared/space/route.ts'
import type { Walk } from './walk.ts'

/** How much there is of everything. */
export type Inventory = Omit<Answer<typeof api.account.inventory>, 'account'>

/** Told of each piece that was exported. @param by of bytes */
export type Count = (what: keyof Inventory, by?: number) => void

/** Of the server. @throws Refusal, ForeignAnswer */
export async function inventoryOf(walk: Walk): Promise<Inventory> {
  const { account: _owner, ...inventory } = await walk.ask(api.account.inventory)
  return inventory
}
