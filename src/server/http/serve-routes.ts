import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { encodeCbor } from '../../shared/crypto/cbor.ts'
import type { Cbor } from '../../shared/crypto/cbor.ts'
import type { AccessEntry } from '../../shared/space/access-entry.ts'
import { encodeEntry } from '../../shared/space/access-entry.ts'
import { api } from '../../shared/space/api.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import type { Route } from '../../shared/space/route.ts'
import { touch } from '../store/session-rows.ts'
import type { AccountStore, OpenSession, Store } from '../store/store.ts'
import type { AccessLog } from '../trust/access-log.ts'
import type { Access, Owned, PrivateCall } from './access.ts'
import type { assertOwned } from './access.ts'
import { ForeignObject } from './access.ts'
import { authorise, notAccepted } from './authorise.ts'
import { bindingOf, sendAnswer } from './bound-answer.ts'
import type { Bound } from './bound-answer.ts'
import { decodeInput } from './decode-input.ts'
import type { AuthorisedStream, Handlers, OpenCall, StreamHandler } from './handlers.ts'
import { networkOf } from './network.ts'
import { readBody } from './read-body.ts'
import { receiveCall } from './received-call.ts'
import { refusalOf } from './refusal-of.ts'

export interface ServeOptions {
  store: Store
  accessLog: AccessLog
  handlers: Handlers
  /** `https://host` that calls are signed for. */
  origin(): string
  now(): number
  /** Our own mistakes, and objects that were about to go to the wrong account. */
  onFailure(error: unknown, route: Route): void
  /** The last look at whose an answer is. */
  assertOwned: typeof assertOwned
  /** Calls per minute and network to routes at which somebody could guess. */
  openLimit: number
}

/** Bytes of a JSON body, and of a CBOR body with records in it. */
const LIMITS = { json: 64 * 1024, cbor: 8 * 1024 * 1024 }

// The types of routes and handlers are checked where both are written down; here all are served alike.
type AnyOpen = (call: OpenCall, input: unknown) => Promise<unknown>
type AnyPrivate = (call: PrivateCall, input: unknown) => Promise<Owned<unknown>>

/** Serves every route of the API. None is served that is not one of them. */
export function serveRoutes(app: FastifyInstance, options: ServeOptions): void {
  for (const group of Object.keys(api) as (keyof typeof api)[]) {
    const handlers: Record<string, unknown> = options.handlers[group]
    for (const [name, route] of Object.entries<Route>(api[group])) {
      const handler = handlers[name]
      app.route({
        method: route.method,
        url: route.path,
        exposeHeadRoute: false,
        config: {
          rule: route.rule,
          ...(canGuess(route) && { rateLimit: { max: options.openLimit, timeWindow: '1 minute' } }),
        },
        handler: (request, reply) => {
          if (!route.long && (route.encoding === 'json' || route.encoding === 'cbor'))
            return route.rule === 'open'
              ? answerOpen(options, route, handler as AnyOpen, request, reply)
              : answerPrivate(options, route, handler as AnyPrivate, request, reply)
          return answerStream(options, route, handler as StreamHandler<Route>, request, reply)
        },
      })
    }
  }
}

async function answerOpen(
  options: ServeOptions,
  route: Route,
  handler: AnyOpen,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  try {
    const body = await bodyOf(route, request)
    const input = decodeInput(route, { params: request.params, query: request.query, body })
    const answer = await handler({ network: networkOf(request.ip), now: options.now() }, input)
    await sendAnswer(reply, 200, ...encoded(route, answer), null)
  } catch (error) {
    await refuse(options, route, error, reply, null)
  }
}

async function answerPrivate(
  options: ServeOptions,
  route: Route,
  handler: AnyPrivate,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  let bound: Bound | null = null
  let access: Access | null = null
  try {
    const body = await bodyOf(route, request)
    const call = receiveCall(request.raw, body)
    const asker = whileAsking(reply)
    const entries: AccessEntry[] = []
    const later: (() => void)[] = []
    const now = options.now()
    const answered = await options.store.inSession(
      hashOf(call.token),
      async (session: OpenSession, store) => {
        bound = { call, account: session.account }
        access = authorise(route, session, call, options.origin())
        const { account, device } = access
        const input = decodeInput(route, { params: request.params, query: request.query, body })
        const owned = await handler(
          {
            access,
            store,
            asker,
            now,
            note: (what, owner = account) =>
              entries.push({ ...what, owner, actor: account, device, at: now, result: 'done' }),
            afterwards: (work) => later.push(work),
          },
          input,
        )
        options.assertOwned(owned, access)
        if (session.stale) await touch(store, session)
        if (route.method !== 'GET') store.closing.log(entries.map(encodeEntry))
        return encoded(route, owned.answer)
      },
      asker,
    )
    if (answered === null) throw notAccepted()
    if (route.method === 'GET') await options.accessLog.note(entries)
    for (const work of later) work()
    await sendAnswer(reply, 200, ...answered, bound)
  } catch (error) {
    if (access) await noteRefused(options, route, access, error)
    await refuse(options, route, error, reply, bound)
  }
}

async function answerStream(
  options: ServeOptions,
  route: Route,
  handler: StreamHandler<Route>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  let bound: Bound | null = null
  let access: Access | null = null
  try {
    const body = await bodyOf(route, request)
    const call = receiveCall(request.raw, body)
    const asker = whileAsking(reply)
    const open = <Found>(find: (access: Access, store: AccountStore) => Promise<Found>) =>
      options.store.inSession(
        hashOf(call.token),
        async (session, store) => {
          bound = { call, account: session.account }
          if (session.stale) await touch(store, session)
          access = authorise(route, session, call, options.origin())
          return { bound, access, found: await find(access, store) }
        },
        asker,
      )
    const given = { params: request.params, query: request.query, body }
    const opened = await open(async (by, store) => {
      const input = decodeInput(route, given)
      return { input, found: await handler.find({ access: by, store }, input) }
    })
    if (opened === null) throw notAccepted()
    const { input, found } = opened.found
    const { account, device } = opened.access
    const now = options.now()
    const stream: AuthorisedStream = {
      access: opened.access,
      asker,
      now,
      bind: (status, content) => bindingOf(opened.bound, status, content),
      isStillAllowed: () =>
        open(() => Promise.resolve()).then(
          (still) => still !== null,
          () => false,
        ),
      note: (what, owner = account) =>
        options.accessLog.note([{ ...what, owner, actor: account, device, at: now, result: 'done' }]),
      answer: (answer) => sendAnswer(reply, 200, ...encoded(route, answer), opened.bound),
    }
    await handler.answer(stream, found, input, request, reply)
  } catch (error) {
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy()
      return
    }
    if (access) await noteRefused(options, route, access, error)
    await refuse(options, route, error, reply, bound)
  }
}

function bodyOf(route: Route, request: FastifyRequest): Promise<Buffer> {
  const isWhole = route.encoding === 'json' || route.encoding === 'cbor'
  if (!isWhole || route.method === 'GET') return Promise.resolve(Buffer.alloc(0))
  return readBody(request.raw, route.encoding === 'cbor' ? LIMITS.cbor : LIMITS.json)
}

function encoded(route: Route, answer: unknown): [type: string, body: Buffer] {
  const wire = z.encode(route.answer, answer)
  return route.encoding === 'cbor'
    ? ['application/cbor', Buffer.from(encodeCbor(wire as Cbor))] // Its schema has nothing that CBOR has not.
    : ['application/json', Buffer.from(JSON.stringify(wire))]
}

async function refuse(
  options: ServeOptions,
  route: Route,
  error: unknown,
  reply: FastifyReply,
  bound: Bound | null,
): Promise<void> {
  const refusal = refusalOf(error)
  if (refusal.code === 'failed') options.onFailure(error, route)
  const body = Buffer.from(
    JSON.stringify({ code: refusal.code, sentence: refusal.message, ...refusal.detail }),
  )
  if (refusal.detail.retryAfter !== undefined)
    reply.header('retry-after', Math.ceil(refusal.detail.retryAfter / 1000))
  // What is left of a body that was not read would be taken for the next request.
  if (!reply.request.raw.complete) reply.header('connection', 'close')
  await sendAnswer(reply, refusal.status, 'application/json', body, bound)
}

/** Somebody asked for what is not theirs or not there: it stands in their own log. */
async function noteRefused(
  options: ServeOptions,
  route: Route,
  { account, device }: Access,
  error: unknown,
): Promise<void> {
  const foreign = error instanceof ForeignObject
  if (!foreign && !(error instanceof Refusal && error.code === 'not-found')) return
  const entry: AccessEntry = {
    owner: account,
    actor: account,
    device,
    at: options.now(),
    verb: route.method === 'GET' || route.method === 'HEAD' ? 'read' : 'write',
    kind: 'account',
    object: new Uint8Array(0),
    first: 0,
    last: 0,
    bytes: 0,
    result: 'refused',
  }
  await options.accessLog.note([entry]).catch((cause: unknown) => options.onFailure(cause, route))
}

/** Ends when whoever asked has gone before the answer was theirs. */
function whileAsking({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}

function hashOf(token: Buffer): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Which server this is asks nothing and tells everybody the same; each round of sync of each computer asks it. */
function canGuess({ rule, path }: Route): boolean {
  return rule === 'open' && path !== api.server.describe.path
}
