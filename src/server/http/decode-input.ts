import type { z } from 'zod'
import { decodeCbor } from '../../shared/crypto/cbor.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Input, Route } from '../../shared/space/route.ts'

/** @throws Refusal that says what is wrong, never what was sent */
export function decodeInput<R extends Route>(
  route: R,
  raw: { params: unknown; query: unknown; body: Buffer },
): Input<R> {
  return {
    params: decode<R['params']>(route.params, raw.params, 'path'),
    query: decode<R['query']>(route.query, raw.query, 'query'),
    body: decode<R['body']>(route.body, decodeBody(route, raw.body), 'body'),
  }
}

function decodeBody(route: Route, body: Buffer): unknown {
  if (body.length === 0) return undefined
  try {
    return route.encoding === 'cbor' ? decodeCbor(body) : JSON.parse(body.toString('utf8'))
  } catch {
    const kind = route.encoding === 'cbor' ? 'deterministic CBOR' : 'JSON'
    throw new Refusal('bad-input', `The body is not ${kind}.`)
  }
}

function decode<Schema extends z.ZodType>(schema: Schema, value: unknown, where: string): z.output<Schema> {
  const read = schema.safeDecode(value as z.input<Schema>) // Checking that it is one is what this does.
  if (read.success) return read.data
  const at = read.error.issues[0]?.path.join('.') ?? ''
  throw new Refusal('bad-input', `The ${where} is not as it should be${at ? `: ${at}` : ''}.`)
}
