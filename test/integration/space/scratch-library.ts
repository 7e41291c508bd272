import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import type { AccountHost } from '../../../src/main/space/account-host.ts'
import type { Keychain } from '../../../src/main/space/vault/keychain.ts'
import { bindAnswer, bindingKeyOf } from '../../../src/shared/crypto/response-binding.ts'
import { sha256 } from '../../../src/shared/crypto/web-crypto.ts'
import { base64url } from '../../../src/shared/space/client/connection.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../src/shared/space/client/send-by-fetch.ts'
import type { ReceivedAnswer, Send, SentRequest } from '../../../src/shared/space/client/transport.ts'
import type { ScratchServer } from '../server/scratch-server.ts'
import { quickStretch, random } from '../server/scratch-server.ts'

/** Remembers as long as the test runs; keychain.test.ts has the system's. */
function keychainInMemory(): Keychain {
  const secrets = new Map<string, Uint8Array>()
  return {
    state: async () => 'usable',
    read: async (name) => secrets.get(name) ?? null,
    write: async (name, secret) => void secrets.set(name, secret),
    remove: async (name) => void secrets.delete(name),
  }
}

const noKeychain = () => Promise.reject(new Error('there is no keychain'))
/** Of a computer that has none: keys are locked with the password, by the real Argon2id. */
export const withoutKeychain: Keychain = {
  state: async () => ({ missing: 'none here' }),
  read: noKeychain,
  write: noKeychain,
  remove: noKeychain,
}

/** An empty library of one test, or until whoever has it is done, on a computer of its own. */
export function scratchLibrary(whenDone: (end: () => void) => void = onTestFinished): AccountHost {
  const library = mkdtempSync(join(tmpdir(), 'image-space-library-'))
  whenDone(() => rmSync(library, { recursive: true }))
  return {
    library,
    send: sendByFetch,
    stretch: quickStretch,
    random,
    clock: { now: Date.now },
    keychain: keychainInMemory(),
  }
}

/** The requests that were sent to paths which begin so. */
export function recording(beginning: string, send: Send = sendByFetch) {
  const sent: SentRequest[] = []
  return {
    sent,
    send: (async (request) => {
      if (new URL(request.url).pathname.startsWith(beginning)) sent.push(request)
      return send(request)
    }) satisfies Send,
  }
}

/** A server that answers a path with other bytes than it should, and has the keys of the session to bind them with. */
export function lying(path: RegExp, session: Session, lie: (body: Uint8Array) => Uint8Array): Send {
  return async (request) => {
    const received = await sendByFetch(request)
    const url = new URL(request.url)
    if (!path.test(url.pathname) || received.status !== 200) return received
    const body = lie(received.body)
    const bound = await bindAnswer(await bindingKeyOf(session.token), {
      method: request.method,
      path: url.pathname + url.search,
      nonce: Buffer.from(request.headers['is-nonce'] ?? '', 'base64url'),
      account: session.account,
      status: received.status,
      content: await sha256(body),
    })
    return { ...received, body, header: otherHeader(received, 'is-bind', base64url(bound)) }
  }
}

/** JSON of an answer, changed. */
export function inJson<T>(change: (answer: T) => void): (body: Uint8Array) => Uint8Array {
  return (body) => {
    const answer = JSON.parse(new TextDecoder().decode(body)) as T // As its route says.
    change(answer)
    return new TextEncoder().encode(JSON.stringify(answer))
  }
}

export function oneByteChanged(body: Uint8Array): Uint8Array {
  const changed = body.slice()
  changed[changed.length >> 1]! ^= 1
  return changed
}

export function answerOf(status: number, text: string, headers: Record<string, string> = {}): ReceivedAnswer {
  return {
    status,
    header: (name) => headers[name] ?? null,
    body: new TextEncoder().encode(text),
  }
}

/** What was reported to the server of an account, in alphabetical order. */
export async function reportsOf(server: ScratchServer, account: Uint8Array): Promise<string[]> {
  const { rows } = await queryAs<{ kind: string }>(
    server.database.urls.watch,
    'SELECT kind FROM reports WHERE account_id = $1 ORDER BY kind',
    [Buffer.from(account)],
  )
  return rows.map(({ kind }) => kind)
}

/** One statement in the role of a database address. */
export async function queryAs<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query<Row>(text, values)
  } finally {
    await client.end()
  }
}

function otherHeader(received: ReceivedAnswer, name: string, value: string): ReceivedAnswer['header'] {
  return (asked) => (asked === name ? value : received.header(asked))
}
