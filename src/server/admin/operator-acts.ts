import { userInfo } from 'node:os'
import type pg from 'pg'
import { withClient } from '../database/roles.ts'

/** Writes down what the operator does, and to which account where it is to one. */
export type NoteAct = (act: string, account?: Buffer) => Promise<void>

/**
 * What an operator does, as the owner of the tables, in one transaction with the note of it: both are there or neither.
 * @param operator who does it
 */
export function inAct<Result>(
  ownerUrl: string,
  operator: string,
  work: (client: pg.ClientBase, note: NoteAct) => Promise<Result>,
): Promise<Result> {
  return withClient(ownerUrl, async (client) => {
    await client.query('BEGIN')
    // Where anything fails, the connection ends, and the transaction with it.
    const result = await work(client, noteActs(client, operator))
    await client.query('COMMIT')
    return result
  })
}

/** For a transaction that is open already. */
export function noteActs(client: pg.ClientBase, operator: string): NoteAct {
  return async (act, account) => {
    await client.query('INSERT INTO operator_acts (operator, act, account_id) VALUES ($1, $2, $3)', [
      operator,
      act,
      account ?? null,
    ])
  }
}

/** Who acts: as they say, or as the system knows them. @throws Error when it does not */
export function operatorOf({ as }: { as?: string }): string {
  if (as) return as
  try {
    return userInfo().username
  } catch (error) {
    throw new Error('The system has no name for you. Nothing was done; give one with --as NAME.', {
      cause: error,
    })
  }
}
