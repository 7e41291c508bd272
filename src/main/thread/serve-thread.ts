import { parentPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'
import { AppError } from '../../shared/errors.ts'
import type { ErrorNotice } from '../../shared/errors.ts'

export interface ThreadRequest {
  id: number
  method: string
  args: unknown[]
}

export type ThreadAnswer = { id: number } & (
  { value: unknown } | { notice: ErrorNotice } | { bug: { message: string; stack: string } }
)

export interface ThreadParts {
  /** Makes the methods at the first request, so that a failure of it is an answer. */
  load(): Promise<object>
  /** Begins a request while others run. */
  atOnce: boolean
  /** What a thrown value is to the caller; an AppError crosses as such, everything else as a bug. */
  failureOf?(thrown: unknown): unknown
  /** Memory of a value that is handed over instead of copied. */
  buffersIn?(value: unknown): ArrayBuffer[]
}

/** The thread's end: answers what Thread calls. */
export function serveThread(parts: ThreadParts): void {
  if (!parentPort) throw new Error('runs as a worker thread')
  const port: MessagePort = parentPort
  let methods: Promise<Map<string, (...args: never[]) => unknown>> | null = null
  let before: Promise<void> = Promise.resolve()
  const load = async () => new Map(Object.entries(await parts.load()))

  const answer = async ({ id, method, args }: ThreadRequest): Promise<void> => {
    try {
      // What could not be made is tried again by the next request.
      methods ??= load().catch((error: unknown) => {
        methods = null
        throw error
      })
      const value = await (await methods).get(method)!(...(args as never[])) // Typed by Thread.call.
      port.postMessage({ id, value } satisfies ThreadAnswer, parts.buffersIn?.(value) ?? [])
    } catch (thrown) {
      const error = parts.failureOf ? parts.failureOf(thrown) : thrown
      const failure =
        error instanceof AppError
          ? { id, notice: { code: error.code, params: error.params } }
          : { id, bug: bugOf(error) }
      port.postMessage(failure satisfies ThreadAnswer)
    }
  }

  port.on('message', (request: ThreadRequest) => {
    if (parts.atOnce) void answer(request)
    else before = before.then(() => answer(request))
  })
}

function bugOf(error: unknown): { message: string; stack: string } {
  return error instanceof Error
    ? { message: error.message, stack: error.stack ?? '' }
    : { message: String(error), stack: '' }
}
