import { connect } from 'node:net'
import type { Socket } from 'node:net'

/** A connection on which any bytes can be sent, in any order. */
export interface RawSocket {
  readonly socket: Socket
  /** All that came so far, a character a byte. */
  received(): string
  send(bytes: string | Uint8Array): void
  /** Resolves when this is so of what came; rejects when the server hangs up before. */
  until(isEnough: (received: string) => boolean): Promise<string>
  /** Resolves when the server has hung up. */
  closed(): Promise<string>
  destroy(): void
}

export async function openSocket(origin: string): Promise<RawSocket> {
  const { hostname, port } = new URL(origin)
  const socket = connect(Number(port), hostname)
  let text = ''
  let isOver = false
  const waiting = new Set<() => void>()
  const look = () => {
    for (const one of waiting) one()
  }
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1')
    look()
  })
  socket.on('error', () => undefined)
  socket.on('close', () => {
    isOver = true
    look()
  })
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed))
  const wait = (isEnough: () => boolean, mayEnd: boolean) => {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const one = () => {
      const enough = isEnough()
      if (!enough && !isOver) return
      waiting.delete(one)
      if (enough || mayEnd) resolve(text)
      else reject(new Error(`the server hung up after ${JSON.stringify(text.slice(0, 300))}`))
    }
    waiting.add(one)
    one()
    return promise
  }
  return {
    socket,
    received: () => text,
    send: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
    until: (isEnough) => wait(() => isEnough(text), false),
    closed: () => wait(() => isOver, true),
    destroy: () => socket.destroy(),
  }
}

/** Status lines of all answers, in order; bodies of ours have none in them. */
export function statusesIn(received: string): number[] {
  return [...received.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))
}

/** A request line and headers, as bytes. */
export function headOf(method: string, path: string, headers: Record<string, string | number>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
}
