import { Agent, request } from 'node:http'

export interface Call {
  method: string
  /** With its query, sent as it stands. */
  path: string
  headers: Record<string, string>
  body: Uint8Array | null
}

export interface Answered {
  status: number
  header(name: string): string | null
  /** Everything that can be told apart: without what is new with each answer. */
  headers: string[]
  body: Buffer
  /** Every byte that came: status, all headers and body. */
  whole: Buffer
}

/** Connections that are kept, as clients and proxies keep them. */
export function keptConnections(count: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: count })
}

/** Headers that differ from answer to answer: the time, the binding, and how much of the rate limit is used. */
const ever = /^(date|is-bind|x-ratelimit-.*|connection|keep-alive): /

/** @param enough ends the reading of an answer that goes on for ever */
export function call(
  agent: Agent,
  origin: string,
  { method, path, headers, body }: Call,
  enough: (answer: Answered) => boolean = () => false,
): Promise<Answered> {
  const { promise, resolve, reject } = Promise.withResolvers<Answered>()
  const { hostname, port } = new URL(origin)
  const length = body || method === 'POST' || method === 'PUT' || method === 'PATCH'
  const asked = request({
    ...{ agent, hostname, port, method, path },
    headers: { ...headers, ...(length && { 'content-length': String(body?.length ?? 0) }) },
  })
  asked.on('error', reject)
  asked.on('response', (response) => {
    const lines = response.rawHeaders.flatMap((name, at, all) =>
      at % 2 ? [] : [`${name.toLowerCase()}: ${all[at + 1]}`],
    )
    const parts: Buffer[] = []
    const answer = (): Answered => {
      const bytes = Buffer.concat(parts)
      const head = Buffer.from(
        `${response.statusCode} ${response.statusMessage}\n${lines.join('\n')}\n\n`,
        'latin1',
      )
      return {
        status: response.statusCode ?? 0,
        header: (name) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null,
        headers: lines.filter((line) => !ever.test(line)).sort(),
        body: bytes,
        whole: Buffer.concat([head, bytes]),
      }
    }
    response.on('data', (part: Buffer) => {
      parts.push(part)
      const so = answer()
      if (!enough(so)) return
      resolve(so)
      asked.destroy()
    })
    response.on('end', () => resolve(answer()))
    response.on('error', reject)
  })
  asked.end(body)
  return promise
}
