import { SMTPServer } from 'smtp-server'
import type { AddressInfo } from 'node:net'

export interface CaughtMail {
  to: string
  /** As it came in, headers and all. */
  source: string
}

export interface MailCatcher {
  /** smtp:// with its port. */
  url: string
  mails: readonly CaughtMail[]
  /** The code in the newest mail to an address; waits for it. */
  codeFor(address: string): Promise<string>
  close(): Promise<void>
}

/** The code of a mail stands in a line of its own. */
function codeIn(source: string): string | undefined {
  const [head = '', body = ''] = source.split(/\r\n\r\n(.*)/s)
  const isBase64 = /^content-transfer-encoding: base64/im.test(head)
  const text = isBase64 ? Buffer.from(body, 'base64').toString('utf8') : body
  return /^\s*(\d{6})\s*$/m.exec(text)?.[1]
}

/** A real SMTP server on loopback that keeps what it gets. */
export async function startMailCatcher(): Promise<MailCatcher> {
  const mails: CaughtMail[] = []
  const waiting = new Map<string, (source: string) => void>()
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const source = Buffer.concat(parts).toString('utf8')
        for (const { address: to } of envelope.rcptTo) {
          mails.push({ to, source })
          waiting.get(to)?.(source)
        }
        done()
      })
    },
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  // A server that listens on a port has an address of this kind.
  const { port } = server.server.address() as AddressInfo
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    async codeFor(address) {
      const here = mails.findLast(({ to, source }) => to === address && codeIn(source))
      const source = here?.source ?? (await new Promise<string>((arrived) => waiting.set(address, arrived)))
      waiting.delete(address)
      const code = codeIn(source)
      if (!code) throw new Error('the mail has no code')
      return code
    },
    close: () => new Promise((closed) => server.close(() => closed())),
  }
}
