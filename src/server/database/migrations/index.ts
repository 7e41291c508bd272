import { accountsAndSpaces } from './0001-accounts-and-spaces.ts'

export interface Migration {
  version: number
  sql: string
}

/** In order; a step that was released is never changed. */
export const migrations: readonly Migration[] = [accountsAndSpaces]
