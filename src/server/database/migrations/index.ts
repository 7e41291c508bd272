import { accounts } from './0001-accounts.ts'
import { content } from './0002-content.ts'
import { trust } from './0003-trust.ts'

export interface Migration {
  version: number
  sql: string
}

/** In order; a step that was released is never changed. */
export const migrations: readonly Migration[] = [accounts, content, trust]
