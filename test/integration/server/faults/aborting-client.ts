import type { ReceivedAnswer, Send, SentRequest } from '../../../../src/shared/space/client/transport.ts'
import type { RawSocket } from '../raw-socket.ts'
import { headOf, openSocket } from '../raw-socket.ts'

/** Where a client goes: after so many bytes of its own call and then of the answer. */
export type Abort = { sent: number } | { received: number } | null

/** The client went before it had an answer. */
export class Gone extends Error {}

/** A client on one connection that it keeps from call to call, and that it breaks where it is told to. */
export class AbortingClient {
  #socket: RawSocket | null = null

  /** @param abort is asked before each call, with the length of the call */
  send(abort: (length: number) => Abort): Send {
    return async (request) => {
      const socket = (this.#socket ??= await openSocket(new URL(request.url).origin))
      const call = bytesOf(request)
      const at = abort(call.length)
      const before = socket.received().length
      if (at && 'sent' in at) {
        socket.send(call.subarray(0, at.sent))
        return this.#go()
      }
      socket.send(call)
      const text = await socket.until((all) => {
        const came = all.slice(before)
        return (at !== null && came.length >= at.received) || lengthOf(came) !== null
      })
      const came = text.slice(before)
      const length = lengthOf(came)
      if (length === null || (at !== null && came.length >= at.received)) return this.#go()
      if (/\r\nconnection: close\r\n/i.test(came)) this.close()
      return answerIn(came.slice(0, length))
    }
  }

  close(): void {
    this.#socket?.destroy()
    this.#socket = null
  }

  #go(): never {
    this.close()
    throw new Gone('the client went')
  }
}

function bytesOf({ method, url, headers, body }: SentRequest): Buffer {
  const { pathname, search, host } = new URL(url)
  const length = body ? { 'content-length': body.length } : {}
  const head = headOf(method, `${pathname}${search}`, { ...headers, ...length, host })
  return Buffer.concat([Buffer.from(head, 'latin1'), body ?? new Uint8Array(0)])
}

/** Of a whole answer; null when not all of it has come. */
function lengthOf(came: string): number | null {
  const head = came.indexOf('\r\n\r\n')
  if (head < 0) return null
  const [, length] = /\r\ncontent-length: (\d+)\r\n/i.exec(came) ?? []
  const whole = head + 4 + Number(length ?? 0)
  return came.length >= whole ? whole : null
}

function answerIn(came: string): ReceivedAnswer {
  const head = came.indexOf('\r\n\r\n')
  const [status = '', ...lines] = came.slice(0, head).split('\r\n')
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
    }),
  )
  return {
    status: Number(status.split(' ')[1]),
    header: (name) => headers.get(name) ?? null,
    body: new Uint8Array(Buffer.from(came.slice(head + 4), 'latin1')),
  }
}
