import { SMTPServer } from 'smtp-server'

export interface MailServer {
  url: string
  /** Each mail as it came, with the one address it was for. */
  arrived: { to: string; text: string }[]
  /** Addresses that are refused. */
  refused: Set<string>
  close(): Promise<void>
}

/** A mail server on loopback that keeps what it is given. */
export async function startMailServer(): Promise<MailServer> {
  const arrived: MailServer['arrived'] = []
  const refused = new Set<string>()
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo: ({ address }, _session, done) =>
      done(refused.has(address) ? Object.assign(new Error('no such mailbox'), { responseCode: 550 }) : null),
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address).join()
        arrived.push({ to, text: textOf(Buffer.concat(chunks).toString('latin1')) })
        done()
      })
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await new Promise((done) => listener.once('listening', done))
  const address = listener.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    ...{ arrived, refused },
    close: () => new Promise<void>((done) => server.close(done)),
  }
}

/** What the mail says; nodemailer sends what is not ASCII in base64 or quoted-printable, whichever is shorter. */
function textOf(raw: string): string {
  const end = raw.indexOf('\r\n\r\n')
  const [head, body] = [raw.slice(0, end), raw.slice(end + 4)]
  if (/^content-transfer-encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return body.replaceAll('=\r\n', '')
}
