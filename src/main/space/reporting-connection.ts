import { api } from '../../shared/space/api.ts'
import { Connection, ForeignAnswer } from '../../shared/space/client/connection.ts'
import type { Session } from '../../shared/space/client/connection.ts'
import { reportForeign } from '../../shared/space/client/report.ts'
import type { Answer, Input, Route } from '../../shared/space/route.ts'

/** A connection that tells the server of every answer that was not made for this account, session and question. */
export class ReportingConnection extends Connection {
  override askAs<R extends Route>(session: Session, route: R, given: Partial<Input<R>>): Promise<Answer<R>> {
    const asked = super.askAs(session, route, given)
    // A report that is answered wrongly is not reported in turn.
    return route.path === api.trust.report.path ? asked : asked.catch(this.#reporting(session))
  }

  override fetchBlob(...asked: Parameters<Connection['fetchBlob']>): Promise<Uint8Array> {
    return super.fetchBlob(...asked).catch(this.#reporting(asked[0]))
  }

  #reporting(session: Session) {
    return async (error: unknown): Promise<never> => {
      if (error instanceof ForeignAnswer) await reportForeign(this, session, 'foreign-answer')
      throw error
    }
  }
}
