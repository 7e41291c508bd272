import { accounts } from './0001-accounts.ts'
import { content } from './0002-content.ts'
import { trust } from './0003-trust.ts'

export interface Migration {
  version: number
  sql: string
  /** Tables, or `table.column`, whose rows it is there to change; all else must come out of it as it went in. */
  changes?: readonly string[]
}

/** In order; a step that was released is never changed. */
export const migrations: readonly Migration[] = [accounts, content, trust]
