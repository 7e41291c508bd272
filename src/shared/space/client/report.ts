import { api } from '../api.ts'
import type { Connection, Session } from './connection.ts'

type Kind = 'foreign-answer' | 'foreign-account' | 'foreign-record' | 'foreign-blob'

/** Tells the server what was refused. It is told in vain to a server that lies; the refusal stands either way. */
export async function reportForeign(connection: Connection, session: Session, kind: Kind): Promise<void> {
  await connection.askAs(session, api.trust.report, { body: { kind } }).catch(() => undefined)
}
