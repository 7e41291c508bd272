import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { inspect } from 'node:util'
import { SMTPServer } from 'smtp-server'
import type { SMTPServerOptions } from 'smtp-server'
import { afterEach, expect, test } from 'vitest'
import { MailNotSent } from '../../../src/server/mail/mail-not-sent.ts'
import { mailTexts } from '../../../src/server/mail/mail-texts.ts'
import { createMailer } from '../../../src/server/mail/mailer.ts'
import type { Mail, Mailer } from '../../../src/server/mail/mailer.ts'

/** A certificate for 127.0.0.1 until 2125 that nobody vouches for, made for this test. */
const key = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQge82ixI/4VVSf4vPU
WRe7rF/B95Gmo72gH0mGYXnA/6yhRANCAARlTObPoH5Mq5Hn0fEhB9OG6pw+pGoO
RYsHEi9T4Rxs90R2IEGkjZjOupJcwiH0ZfrIrKBFTrB1Se5xWXb9jODK
-----END PRIVATE KEY-----
`
const cert = `-----BEGIN CERTIFICATE-----
MIIBajCCARCgAwIBAgIBATAKBggqhkjOPQQDAjAbMRkwFwYDVQQDDBBJbWFnZSBT
cGFjZSB0ZXN0MCAXDTI1MDEwMTAwMDAwMFoYDzIxMjUwMTAxMDAwMDAwWjAbMRkw
FwYDVQQDDBBJbWFnZSBTcGFjZSB0ZXN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAEZUzmz6B+TKuR59HxIQfThuqcPqRqDkWLBxIvU+EcbPdEdiBBpI2YzrqSXMIh
9GX6yKygRU6wdUnucVl2/YzgyqNDMEEwDwYDVR0RBAgwBocEfwAAATAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdDgQWBBSYgr41k/RmHnt0Wl3c3ns97gdN0zAKBggqhkjO
PQQDAgNIADBFAiBki9ww/M4Qcxrci3TM6pS/10Zd1BIXS5tenoBRJIQIkwIhAIs0
8dNP9zbMUls3uqWuliXRssJQkU6JsQC5ySVeWXPs
-----END CERTIFICATE-----
`

interface Arrived {
  encrypted: boolean
  from: string
  recipients: string[]
  header: Map<string, string>
  body: string
}

interface MailServer {
  port: number
  arrived: Arrived[]
  close(): Promise<void>
}

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close()
})

/** A mail server on loopback that keeps what it is given. It offers neither TLS nor sign-in unless told to. */
async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const arrived: Arrived[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    ...options,
    onData(stream, session, callback) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        arrived.push({
          encrypted: session.secure,
          from: mailFrom ? mailFrom.address : '',
          recipients: rcptTo.map(({ address }) => address),
          ...readMail(Buffer.concat(chunks).toString('latin1')),
        })
        callback()
      })
    },
  })
  // A client that ends the connection over a certificate is told to nobody here.
  server.on('error', () => undefined)
  const listener = server.listen(0, '127.0.0.1')
  await new Promise((done) => listener.once('listening', done))
  const address = listener.address()
  if (typeof address !== 'object' || address === null) throw new Error('no port')
  const started = {
    port: address.port,
    arrived,
    close: () => new Promise<void>((done) => server.close(done)),
  }
  open.push(started)
  return started
}

function mailerAt(url: string): Mailer {
  const mailer = createMailer({ url, from: 'post@photos.example' })
  open.push(mailer)
  return mailer
}

const mailerFor = (port: number) => mailerAt(`smtp://127.0.0.1:${port}`)

/** @param raw a mail as it was sent, one character for each byte */
function readMail(raw: string): { header: Map<string, string>; body: string } {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .slice(0, end)
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')
  const header = new Map(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), decodedWords(line.slice(colon + 1).trim())]
    }),
  )
  const encoding = header.get('content-transfer-encoding') ?? '7bit'
  return { header, body: decoded(encoding, raw.slice(end + 4)).replaceAll('\r\n', '\n') }
}

function decoded(encoding: string, body: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  if (encoding === 'quoted-printable') return unquoted(body.replace(/=\r\n/g, ''))
  return body
}

/** Encoded words of RFC 2047; the space between two of them is not part of the text. */
function decodedWords(value: string): string {
  const parts = value.replace(/\?=\s+=\?/g, '?==?')
  return parts.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('utf8')
      : unquoted(text.replaceAll('_', ' ')),
  )
}

function unquoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

const at = new Date('2026-08-05T09:14:30Z')
const later = new Date('2026-09-04T09:14:30Z')

function everyMail(language: 'en' | 'ja'): Mail[] {
  const texts = mailTexts(language, 'https://photos.example')
  return [
    texts.registrationCode('482913', 10),
    texts.alreadyRegistered(),
    texts.recoveryCode('482913', 10),
    texts.newDevice('海の家のMacBook', at),
    texts.passwordChanged(at),
    texts.recoveryUsed(at),
    texts.incidentNotice({ incident: '2026-7', openedAt: at, kind: 'canary' }),
    texts.accountUnfrozen('2026-7', at),
    texts.deletionScheduled(at, later),
    texts.deletionCancelled(at),
    texts.deletionDone('Receipt 17\nspaces 3\n.\nblobs 214'),
  ]
}

const anything: Mail = { subject: 'Anything', text: 'Anything.\n' }
const someone = 'Someone.Private@members.example'

function failure(sending: Promise<void>): Promise<unknown> {
  return sending.then(
    () => 'sent',
    (error: unknown) => error,
  )
}

/** A failed attempt, after looking that nothing in it says to whom it went or how we sign in. */
async function notSent(sending: Promise<void>): Promise<{ code: string; againLater: boolean }> {
  const error = await failure(sending)
  if (!(error instanceof MailNotSent)) throw new Error(`not a MailNotSent: ${inspect(error)}`)
  expect(`${inspect(error, { depth: 9, showHidden: true })}${error.message}`).not.toMatch(
    /someone|members|s3cret/i,
  )
  return { code: String(error.responseCode ?? error.code), againLater: error.againLater }
}

test.each(['en', 'ja'] as const)(
  'every mail arrives at its one recipient, word for word (%s)',
  async (language) => {
    const server = await startMailServer()
    const mailer = mailerFor(server.port)
    for (const mail of everyMail(language)) {
      await mailer.send(someone, mail)
      const arrived = server.arrived.pop()
      expect(arrived?.body).toBe(mail.text)
      expect(arrived?.header.get('subject')).toBe(mail.subject)
      expect(arrived?.from).toBe('post@photos.example')
      expect(arrived?.recipients).toEqual([someone])
      expect(arrived?.header.get('to')).toBe(someone)
      expect(arrived?.header.get('from')).toBe('Image Space <post@photos.example>')
      expect(arrived?.header.get('auto-submitted')).toBe('auto-generated')
      expect(arrived?.header.get('content-type')).toBe('text/plain; charset=utf-8')
    }
  },
)

test('of 60 mails at once, each arrives at its own recipient, once', async () => {
  const server = await startMailServer()
  const mailer = mailerFor(server.port)
  const codes = Array.from({ length: 60 }, (_, index) => `${100_000 + index}`)
  const texts = mailTexts('ja', 'https://photos.example')
  await Promise.all(
    codes.map((code) => mailer.send(`m${code}@members.example`, texts.registrationCode(code, 10))),
  )
  expect(server.arrived.map(({ recipients }) => recipients.join()).sort()).toEqual(
    codes.map((code) => `m${code}@members.example`),
  )
  for (const { recipients, header, body } of server.arrived) {
    expect(recipients).toEqual([header.get('to')])
    expect(recipients).toEqual([`m${/\d{6}/.exec(body)?.[0]}@members.example`])
  }
})

test.each(['plus+tag@members.example', "o'neil@members.example", 'me@localhost'])(
  'an address that is unusual gets its mail: %s',
  async (address) => {
    const server = await startMailServer()
    await mailerFor(server.port).send(address, anything)
    expect(server.arrived.map(({ recipients }) => recipients)).toEqual([[address]])
  },
)

test('an address with dots in a row, as mobile carriers had them, is for the mail server to judge', async () => {
  const server = await startMailServer()
  const sending = mailerFor(server.port).send('two..dots.@mobile.example', anything)
  expect((await notSent(sending)).code).toBe('501')
})

test.each([
  ['a second header', 'someone@members.example\r\nBcc: eve@evil.example'],
  ['a second command', 'someone@members.example>\r\nRCPT TO:<eve@evil.example'],
  ['a line break at the end', 'someone@members.example\n'],
  ['a lone carriage return', 'someone@members.example\rBcc: eve@evil.example'],
  ['a list', 'someone@members.example,eve@evil.example'],
  ['a list of another kind', 'someone@members.example; eve@evil.example'],
  ['a display name', 'Someone <someone@members.example>'],
  ['a name that is an address', '"eve@evil.example" <someone@members.example>'],
  ['brackets', '<someone@members.example>'],
  ['a group', 'all:someone@members.example;'],
  ['a comment', 'someone(comment)@members.example'],
  ['a quoted local part', '"eve@evil.example "@members.example'],
  ['two domains', 'someone@members.example@evil.example'],
  ['an address literal', 'someone@[127.0.0.1]'],
  ['a NUL', 'someone@members.example\0'],
  ['a space', 'some one@members.example'],
  ['letters that look like others', 'ｓomeone@members.example'],
  ['a domain that looks like another', 'someone@mеmbers.example'],
  ['no domain', 'someone'],
  ['nothing', ''],
  ['too long a local part', `${'someone'.repeat(10)}@members.example`],
  ['too long a whole', `someone@${'members.'.repeat(32)}example`],
])('an address with %s is refused before anything is sent', async (_what, address) => {
  const server = await startMailServer()
  const mailer = mailerFor(server.port)
  expect(await notSent(mailer.send(address, anything))).toEqual({ code: 'EENVELOPE', againLater: false })
  await mailer.send('after@members.example', anything)
  expect(server.arrived.map(({ recipients }) => recipients)).toEqual([['after@members.example']])
})

test('a subject cannot bring a header along', async () => {
  const server = await startMailServer()
  const subject = 'Anything\r\nBcc: eve@evil.example\r\n\r\nmore'
  await mailerFor(server.port).send(someone, { ...anything, subject })
  expect(server.arrived[0]?.recipients).toEqual([someone])
  expect(server.arrived[0]?.header.has('bcc')).toBe(false)
  expect(server.arrived[0]?.body).toBe(anything.text)
})

test.each([
  [550, false],
  [451, true],
])('a recipient refused with %i is told as such, without its address', async (responseCode, againLater) => {
  const server = await startMailServer({
    onRcptTo({ address }, _session, callback) {
      if (!address.includes('Private')) return callback()
      callback(Object.assign(new Error(`<${address}> is not known here`), { responseCode }))
    },
  })
  const mailer = mailerFor(server.port)
  expect(await notSent(mailer.send(someone, anything))).toEqual({ code: `${responseCode}`, againLater })
  expect(server.arrived).toEqual([])
  // The connection is kept, without anything of the refused mail.
  await mailer.send('after@members.example', anything)
  expect(server.arrived.map(({ recipients }) => recipients)).toEqual([['after@members.example']])
})

test('while the mail server is down, a mail can be sent again later', async () => {
  const server = await startMailServer()
  await server.close()
  open.splice(0)
  const mailer = mailerFor(server.port)
  expect(await notSent(mailer.send(someone, anything))).toEqual({ code: 'ECONNREFUSED', againLater: true })
})

test('signs in as the URL says; refused, the mail can be sent again once that is mended', async () => {
  const server = await startMailServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, callback) {
      if (username === 'post@photos.example' && password === 's3cret/#:@') callback(null, { user: username })
      else callback(Object.assign(new Error(`${username} ${password} is wrong`), { responseCode: 535 }))
    },
  })
  const mailerWith = (password: string) =>
    mailerAt(`smtp://post%40photos.example:${password}@127.0.0.1:${server.port}`)
  await mailerWith('s3cret%2F%23%3A%40').send(someone, anything)
  expect(server.arrived).toHaveLength(1)
  const refused = mailerWith('s3cret-of-old').send(someone, anything)
  expect(await notSent(refused)).toEqual({ code: '535', againLater: true })
  expect(server.arrived).toHaveLength(1)
})

const schemes = [
  ['smtp', false],
  ['smtps', true],
] as const

test.each(schemes)(
  '%s: a mail server whose certificate does not hold gets no mail',
  async (scheme, secure) => {
    const server = await startMailServer({ key, cert, secure, disabledCommands: ['AUTH'] })
    const sending = mailerAt(`${scheme}://127.0.0.1:${server.port}`).send(someone, anything)
    expect(await notSent(sending)).toEqual({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', againLater: true })
    expect(server.arrived).toEqual([])
  },
)

test.each(schemes)('%s: a mail server that can encrypt gets the mail encrypted', async (scheme, secure) => {
  const trusted = getCACertificates()
  setDefaultCACertificates([cert])
  try {
    const server = await startMailServer({ key, cert, secure, disabledCommands: ['AUTH'] })
    await mailerAt(`${scheme}://127.0.0.1:${server.port}`).send(someone, anything)
    expect(server.arrived.map(({ encrypted }) => encrypted)).toEqual([true])
  } finally {
    setDefaultCACertificates(trusted)
  }
})

test('options in the URL are not taken: none turns off the check of certificates', async () => {
  const server = await startMailServer({ key, cert, disabledCommands: ['AUTH'] })
  const options = 'tls.rejectUnauthorized=false&ignoreTLS=true'
  const sending = mailerAt(`smtp://127.0.0.1:${server.port}?${options}`).send(someone, anything)
  expect((await notSent(sending)).code).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  expect(server.arrived).toEqual([])
})

test('closing waits for the mails that are being sent', async () => {
  const server = await startMailServer()
  const mailer = mailerFor(server.port)
  const sending = Array.from({ length: 20 }, () => mailer.send(someone, anything))
  await mailer.close()
  await Promise.all(sending)
  expect(server.arrived).toHaveLength(20)
  expect((await notSent(mailer.send(someone, anything))).againLater).toBe(true)
})
