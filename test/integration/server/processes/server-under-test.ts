import { randomUUID } from 'node:crypto'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import type { Member, Tools } from '../../../../src/shared/space/client/member.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import type { RunAdmin } from '../admin/run-admin.ts'
import { quickStretch, random, registerMember } from '../scratch-server.ts'

/** A server, of however many processes. */
export interface ServerUnderTest {
  /** What clients know it by, and sign for. */
  origin: string
  /** Where two of its processes answer; both are the same where there is one. */
  processes: readonly [string, string]
  /** `server admin …`, as an operator runs it. */
  admin: RunAdmin
  close(): Promise<void>
}

export const PASSWORD = 'correct horse battery'

/** Clients of a server, who reach its processes in one way or another. */
export class Clients {
  readonly server: ServerUnderTest

  constructor(server: ServerUnderTest) {
    this.server = server
  }

  /** One whom the balancer leads to one process, and to the other with the next number. */
  at(process: number): Tools {
    return this.#by(this.#sendTo(process))
  }

  /** One whose every call goes to the process that had not the one before. */
  inTurn(): Tools {
    let turn = 0
    return this.#by((request) => this.#sendTo(turn++)(request))
  }

  /** One who asks at the public address. */
  anywhere(): Tools {
    return this.#by(sendByFetch)
  }

  signInAgain(tools: Tools, email: string, password = PASSWORD): Promise<Member> {
    return signIn(tools, {
      ...{ email, by: { password }, language: 'en', deviceName: 'Laptop' },
      askCode: () => Promise.reject(new Error('no code was to be asked for')),
    })
  }

  /** A member who is signed in on two computers. */
  async twoComputers(): Promise<{ email: string; desk: Member; laptop: Member }> {
    const email = `${randomUUID()}@example.org`
    const { member: desk } = await registerMember(this.inTurn(), { email, password: PASSWORD })
    return { email, desk, laptop: await this.signInAgain(this.inTurn(), email) }
  }

  #by(send: Send): Tools {
    const connection = new Connection(this.server.origin, send, random)
    return { connection, stretch: quickStretch, random, now: Date.now }
  }

  #sendTo(process: number): Send {
    const { origin, processes } = this.server
    return (request) => sendByFetch({ ...request, url: request.url.replace(origin, processes[process % 2]!) })
  }
}
