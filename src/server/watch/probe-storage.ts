import { ownersOfObjects } from '../store/owners.ts'
import type { Store } from '../store/store.ts'
import type { Finding } from './finding.ts'

/**
 * Asks the storage in each account's name, as requests do, whose objects it shows. It finds whatever maps two accounts
 * onto one place, at any layer below, whether anybody has looked at it yet or not.
 */
export async function probeStorage(store: Store, accounts: readonly Buffer[]): Promise<Finding[]> {
  const found: Finding[] = []
  for (const account of accounts) {
    const owners = await store.inAccount(account, ownersOfObjects)
    const foreign = owners.filter((owner) => !owner.equals(account))
    if (foreign.length > 0)
      found.push({
        kind: 'owner-mismatch',
        what: 'the storage shows an account objects of another',
        accounts: [account, ...foreign],
      })
  }
  return found
}
