import { createHash } from 'node:crypto'
import type { Cbor } from '../../../../src/shared/crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../../../src/shared/crypto/cbor.ts'
import { bindAnswer, bindingKeyOf } from '../../../../src/shared/crypto/response-binding.ts'
import type { Session } from '../../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import type { ReceivedAnswer, Send } from '../../../../src/shared/space/client/transport.ts'
import type { Route } from '../../../../src/shared/space/route.ts'

export type Said = Record<string, unknown>

/** What a server that lies says instead of an answer of its own. */
export interface Lie {
  route: Route
  tell(answer: Said): Said
}

/**
 * A server that lies about some things and is right about all others. It has every session's token, so that whatever it
 * says is bound as it should be, for the account that it told the client.
 * @param open sessions from before it began to lie
 */
export function lyingServer(lies: readonly Lie[], open: readonly Session[] = []): Send {
  /** By token, whom the client was told to be. */
  const accounts = new Map(open.map(({ token, account }) => [text(token), account]))
  return async (request) => {
    const { pathname, search } = new URL(request.url)
    const answer = await sendByFetch(request)
    const lie = lies.find(({ route }) => isCallOf(route, request.method, pathname))
    const body = lie && answer.status === 200 ? told(lie, answer) : answer.body
    if (pathname.endsWith('/finish') && answer.status === 200) {
      const { token, account } = JSON.parse(Buffer.from(body).toString()) as Record<string, string>
      accounts.set(token!, Buffer.from(account!, 'base64url'))
    }
    const token = request.headers['authorization']?.slice('Bearer '.length) ?? ''
    const account = accounts.get(token)
    const binding =
      account &&
      (await bindAnswer(await bindingKeyOf(Buffer.from(token, 'base64url')), {
        ...{ method: request.method, path: `${pathname}${search}`, account, status: answer.status },
        nonce: Buffer.from(request.headers['is-nonce']!, 'base64url'),
        content: createHash('sha256').update(body).digest(),
      }))
    return {
      status: answer.status,
      header: (name) => (binding && name === 'is-bind' ? text(binding) : answer.header(name)),
      body,
    }
  }
}

function told({ route, tell }: Lie, { body }: ReceivedAnswer): Uint8Array {
  return route.encoding === 'cbor'
    ? encodeCbor(tell(decodeCbor(body) as Said) as Cbor) // It is made of what was read.
    : new Uint8Array(Buffer.from(JSON.stringify(tell(JSON.parse(Buffer.from(body).toString()) as Said))))
}

function isCallOf(route: Route, method: string, path: string): boolean {
  const pattern = new RegExp(`^${route.path.replaceAll(/:\w+/g, '[^/]+')}$`)
  return route.method === method && pattern.test(path)
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url')
}
