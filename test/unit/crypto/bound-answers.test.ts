import { describe, expect, test } from 'vitest'
import { bindAnswer, bindingKeyOf } from '../../../src/shared/crypto/response-binding.ts'
import type { BoundAnswer } from '../../../src/shared/crypto/response-binding.ts'
import { encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { sha256 } from '../../../src/shared/crypto/web-crypto.ts'
import { api } from '../../../src/shared/space/api.ts'
import { base64url, BrokenAnswer, ForeignAnswer } from '../../../src/shared/space/client/connection.ts'
import type { Session } from '../../../src/shared/space/client/connection.ts'
import type { ReceivedAnswer, Send } from '../../../src/shared/space/client/transport.ts'
import { answering, ORIGIN, received, toolsFor } from '../../fixtures/is1/stand-in-server.ts'
import { seededRandom } from '../../fixtures/seeded-random.ts'

const random = seededRandom('bound answers')
const session: Session = { account: random.bytes(32), token: random.bytes(32), deviceSeed: random.bytes(32) }
const answer = new TextEncoder().encode(JSON.stringify({ spaces: [] }))

const ask = (send: Send) => toolsFor(send, random).connection.askAs(session, api.spaces.list, {})

/** An honest answer that somebody in between changes. */
function changing(change: (honest: ReceivedAnswer) => ReceivedAnswer): Send {
  const honest = answering(session, () => answer)
  return async (request) => change(await honest(request))
}

const withBinding = (change: (binding: string) => string) =>
  changing((honest) => received(200, { 'is-bind': change(honest.header('is-bind')!) }, honest.body))

const drawAnswer = (): BoundAnswer & { token: Uint8Array } => ({
  method: ['GET', 'POST', 'DELETE', 'PUT'][random.bytes(1)[0]! % 4]!,
  path: `/v1/blobs/${base64url(random.bytes(32))}?x=${random.bytes(1)[0]}`,
  nonce: random.bytes(16),
  account: random.bytes(32),
  status: 200 + random.bytes(1)[0]!,
  content: random.bytes(32),
  token: random.bytes(32),
})

async function bindingOf({ token, ...of }: BoundAnswer & { token: Uint8Array }): Promise<string> {
  return base64url(await bindAnswer(await bindingKeyOf(token), of))
}

const lies: [what: string, lie: Partial<BoundAnswer> & { token?: Uint8Array }][] = [
  ['method', { method: 'POST' }],
  ['path', { path: '/v1/blobs' }],
  ['query', { path: '/v1/spaces?after=x' }],
  ['nonce', { nonce: random.bytes(16) }],
  ['account', { account: random.bytes(32) }],
  ['status', { status: 206 }],
  ['content', { content: random.bytes(32) }],
  ['token', { token: random.bytes(32) }],
]

describe('an answer', () => {
  test('that is bound to account, session and question is believed', async () => {
    expect(await ask(answering(session, () => answer))).toEqual({ spaces: [] })
  })

  test.each(lies)('that is bound to another %s is refused', async (_what, lie) => {
    await expect(ask(answering(session, () => answer, lie))).rejects.toThrow(ForeignAnswer)
  })

  test('is refused after a change of any character of its binding, without it, cut or longer', async () => {
    for (let at = 0; at < 43; at++) {
      const changed = withBinding((binding) => {
        const other = binding[at] === 'A' ? 'B' : 'A'
        return `${binding.slice(0, at)}${other}${binding.slice(at + 1)}`
      })
      await expect(ask(changed), `character ${at}`).rejects.toThrow(ForeignAnswer)
    }
    for (const change of [
      (binding: string) => binding.slice(1),
      (binding: string) => binding.slice(0, -1),
      (binding: string) => `${binding}=`,
      (binding: string) => `${binding}A`,
      () => '',
    ])
      await expect(ask(withBinding(change))).rejects.toThrow(ForeignAnswer)
    await expect(ask(changing(({ body }) => received(200, {}, body)))).rejects.toThrow(ForeignAnswer)
  })

  test('is refused after a change of any byte of its body, or with another status', async () => {
    for (const [at] of answer.entries()) {
      const changed = answer.slice()
      changed[at]! ^= 1
      const send = changing((honest) => received(200, { 'is-bind': honest.header('is-bind')! }, changed))
      await expect(ask(send), `byte ${at}`).rejects.toThrow(ForeignAnswer)
    }
    for (const status of [201, 206, 304, 401, 403, 404, 500]) {
      const send = changing(({ header, body }) => received(status, { 'is-bind': header('is-bind')! }, body))
      await expect(ask(send), `status ${status}`).rejects.toThrow(ForeignAnswer)
    }
  })

  test('to one question is refused as the answer to the same question asked again', async () => {
    const honest = answering(session, () => answer)
    let first: ReceivedAnswer | null = null
    const replaying: Send = async (request) => (first ??= await honest(request))
    expect(await ask(replaying)).toEqual({ spaces: [] })
    await expect(ask(replaying)).rejects.toThrow(ForeignAnswer)
  })

  test('with a blob is refused as another blob, length or part, and as a whole answer of its bytes', async () => {
    const [blob, body] = [random.bytes(32), random.bytes(11)]
    const fetching = (content: Uint8Array, status = 206, range = 'bytes 10-20/300') => {
      const path = `/v1/blobs/${base64url(blob)}`
      const send: Send = async ({ headers }) => {
        const nonce = Buffer.from(headers['is-nonce']!, 'base64url')
        const of = { ...{ method: 'GET', path, nonce }, account: session.account, status, content }
        const binding = base64url(await bindAnswer(await bindingKeyOf(session.token), of))
        return received(status, { 'is-bind': binding, 'content-range': range }, body)
      }
      const { connection } = toolsFor(send, random)
      return connection.fetchBlob(session, api.blobs.read, blob, { first: 10, last: 20 })
    }
    const head = (...of: [Uint8Array, number, number, number]) => sha256(encodeCbor(of))
    expect(await fetching(await head(blob, 300, 10, 20))).toEqual(body)
    for (const other of [
      await head(random.bytes(32), 300, 10, 20),
      await head(blob, 301, 10, 20),
      await head(blob, 300, 9, 20),
      await head(blob, 300, 10, 21),
      await head(blob, 300, 20, 10),
      await sha256(body),
    ])
      await expect(fetching(other)).rejects.toThrow(ForeignAnswer)
    // Another part than was asked for, or less of it, is not taken for it.
    await expect(fetching(await head(blob, 300, 9, 19), 206, 'bytes 9-19/300')).rejects.toThrow(BrokenAnswer)
    await expect(fetching(await head(blob, 300, 10, 19), 206, 'bytes 10-19/300')).rejects.toThrow(
      BrokenAnswer,
    )
    // What was bound as one part, said to be another on its way.
    for (const range of ['bytes 9-20/300', 'bytes 10-21/300', 'bytes 10-20/301', ''])
      await expect(fetching(await head(blob, 300, 10, 20), 206, range)).rejects.toThrow(ForeignAnswer)
    // A refusal's body is bound, never a head of it.
    await expect(fetching(await head(blob, 300, 10, 20), 404)).rejects.toThrow(ForeignAnswer)
  })
})

test('the binding is another when any one thing of 200 random answers is', async () => {
  for (let round = 0; round < 200; round++) {
    const [one, other] = [drawAnswer(), drawAnswer()]
    if (one.method === other.method) other.method = 'HEAD'
    if (one.status === other.status) other.status++
    const binding = await bindingOf(one)
    expect(await bindingOf({ ...one })).toBe(binding)
    for (const name of Object.keys(one) as (keyof typeof one)[])
      expect(await bindingOf({ ...one, [name]: other[name] }), name).not.toBe(binding)
    // Text that moves from one field to the next says something else.
    const moved = { method: one.method + one.path.slice(0, 1), path: one.path.slice(1) }
    expect(await bindingOf({ ...one, ...moved })).not.toBe(binding)
  }
})

test('what is too short or too long is not bound', async () => {
  const { token, ...of } = drawAnswer()
  await expect((async () => bindingKeyOf(token.slice(1)))()).rejects.toThrow(RangeError)
  for (const changes of [
    { nonce: random.bytes(15) },
    { account: random.bytes(33) },
    { content: random.bytes(0) },
  ])
    await expect(
      (async () => bindAnswer(token, { ...of, ...changes }))(),
      Object.keys(changes)[0],
    ).rejects.toThrow(RangeError)
})

test('a question is asked of the server that the member gave, with a nonce of its own', async () => {
  const [urls, nonces] = [new Set<string>(), new Set<string>()]
  const honest = answering(session, () => answer)
  for (let round = 0; round < 20; round++)
    await ask((request) => {
      urls.add(request.url)
      nonces.add(request.headers['is-nonce']!)
      return honest(request)
    })
  expect([...urls]).toEqual([`${ORIGIN}/v1/spaces`])
  expect(nonces.size).toBe(20)
})
