import type { WatchDatabase } from '../watch/watch-database.ts'

/** Hex digits of an account id that a command takes at least. */
const LEAST = 8

/**
 * The account whose id begins so.
 * @param given hex digits of an account id, at least eight; all 64 also name an account that is no more
 * @throws Error when it names none, or more than one
 */
export async function findAccount(database: WatchDatabase, given: string): Promise<Buffer> {
  const prefix = prefixOf(given)
  const found = await database.rows<{ account_id: Buffer }>(
    'SELECT account_id FROM accounts WHERE left(encode(account_id, $1), length($2)) = $2 LIMIT 2',
    ['hex', prefix],
  )
  const [one, other] = found
  if (!one)
    throw new Error(`There is no account ${given}. Nothing was done; “server admin accounts” lists all.`)
  if (other)
    throw new Error(`More than one account begins with ${given}. Nothing was done; give more digits.`)
  return one.account_id
}

/** The same, but a whole id is taken as it is: who looked may have deleted their account since. */
export async function findActor(database: WatchDatabase, given: string): Promise<Buffer> {
  const prefix = prefixOf(given)
  return prefix.length === 64 ? Buffer.from(prefix, 'hex') : findAccount(database, given)
}

function prefixOf(given: string): string {
  const prefix = given.toLowerCase()
  if (/^\d{1,7}$/.test(prefix))
    throw new Error(
      `${given} looks like a member number. Nothing was done: member numbers are for people to read and name no ` +
        'account here, since a number that was given twice would mix up two members. Give the first eight or more ' +
        'digits of the account id; “server admin accounts” shows it.',
    )
  if (!/^[0-9a-f]+$/.test(prefix) || prefix.length < LEAST || prefix.length > 64)
    throw new Error(
      `${given} is no account id. Nothing was done: give its first ${LEAST} or more hex digits; “server admin accounts” shows it.`,
    )
  return prefix
}
