import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig, startWarnings } from '../../../src/server/config.ts'
import type { ServerConfig } from '../../../src/server/config.ts'

type Environment = Record<string, string>

let folder: string
let certificate: string
let key: string

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'image-space-config-'))
  certificate = join(folder, 'certificate.pem')
  key = join(folder, 'key.pem')
  writeFileSync(certificate, '')
  writeFileSync(key, '')
  mkdirSync(join(folder, 'a folder'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function configOf(environment: Environment): ServerConfig {
  const read = readConfig({ data: '/srv/photos' }, environment)
  if ('mistakes' in read) throw new Error(read.mistakes.join('\n'))
  return read.config
}

function mistakesOf(
  environment: Environment,
  options: { data?: string } = { data: '/srv/photos' },
): string[] {
  const read = readConfig(options, environment)
  return 'mistakes' in read ? read.mistakes : []
}

const database = {
  DATABASE_URL: 'postgresql://app:p%40ss@db.example/photos',
  DATABASE_OWNER_URL: 'postgresql://owner:p%40ss@db.example/photos',
  DATABASE_WATCH_URL: 'postgres://watch:p%40ss@db.example/photos?sslmode=verify-full',
}
const s3 = {
  S3_ENDPOINT: 'https://s3.example:9000/store',
  S3_BUCKET: 'photos-of-all',
  S3_ACCESS_KEY_ID: 'AKIA',
  S3_SECRET_ACCESS_KEY: 's3/cr+t',
}
const mail = { SMTP_URL: 'smtps://post%40example.org:p%23ss@mail.example:465', MAIL_FROM: 'post@example.org' }

describe('what is read', () => {
  test('with nothing but a data folder, the server keeps to this computer and to itself', () => {
    expect(configOf({})).toEqual({
      dataFolder: resolve('/srv/photos'),
      listen: { host: '127.0.0.1', port: 4717 },
      publicUrl: null,
      tls: null,
      behindProxy: false,
      database: null,
      s3: null,
      mail: null,
      keysFile: resolve('/srv/photos/server-keys.json'),
      quotaBytes: 50_000_000_000,
    })
  })

  test('everything can be set', () => {
    const config = configOf({
      HOST: '::',
      PORT: '0',
      PUBLIC_URL: 'https://photos.example:8443',
      TLS_CERT_FILE: certificate,
      TLS_KEY_FILE: key,
      TRUST_PROXY: '1',
      SERVER_KEYS_FILE: '/run/keys/server.json',
      QUOTA_GB: '0.25',
      S3_REGION: 'eu-central-1',
      OPERATOR_MAIL: 'one@example.org, two@example.org',
      ...database,
      ...s3,
      ...mail,
    })
    expect(config).toEqual({
      dataFolder: resolve('/srv/photos'),
      listen: { host: '::', port: 0 },
      publicUrl: new URL('https://photos.example:8443'),
      tls: { certificateFile: certificate, keyFile: key },
      behindProxy: true,
      database: {
        app: database.DATABASE_URL,
        owner: database.DATABASE_OWNER_URL,
        watch: database.DATABASE_WATCH_URL,
      },
      s3: {
        endpoint: s3.S3_ENDPOINT,
        region: 'eu-central-1',
        bucket: s3.S3_BUCKET,
        accessKeyId: s3.S3_ACCESS_KEY_ID,
        secretAccessKey: s3.S3_SECRET_ACCESS_KEY,
      },
      mail: { url: mail.SMTP_URL, from: mail.MAIL_FROM, operators: ['one@example.org', 'two@example.org'] },
      keysFile: resolve('/run/keys/server.json'),
      quotaBytes: 250_000_000,
    })
  })

  test('--data goes before IMAGE_SPACE_DATA', () => {
    const environment = { IMAGE_SPACE_DATA: '/srv/other' }
    expect(configOf(environment).dataFolder).toBe(resolve('/srv/photos'))
    const read = readConfig({}, environment)
    expect('config' in read && read.config.dataFolder).toBe(resolve('/srv/other'))
  })

  test('what is set to nothing is not set', () => {
    expect(
      configOf({ HOST: '', PORT: '', PUBLIC_URL: '', S3_BUCKET: '', SMTP_URL: '', TRUST_PROXY: '' }),
    ).toEqual(configOf({}))
  })

  test('TRUST_PROXY=0, a region by default, no operators', () => {
    const config = configOf({ TRUST_PROXY: '0', ...s3, ...mail })
    expect(config.behindProxy).toBe(false)
    expect(config.s3?.region).toBe('us-east-1')
    expect(config.mail?.operators).toEqual([])
  })
})

const notDatabase =
  'is not the address of a database: set postgresql://ROLE:PASSWORD@HOST/DATABASE, with special characters percent-encoded.'
const sharedRole =
  'DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WATCH_URL share a role: set a role of its own in each, since the database keeps accounts apart by them.'
const notFile =
  'is not a file that the server can read: set the path of a file in PEM format, and let the server read it.'
const notHost =
  'HOST is not an address to listen on: set one such as 127.0.0.1, ::1 or 0.0.0.0, or a host name.'
const notPort = 'PORT is not a port: set a whole number from 0 to 65535; 0 takes any that is free.'
const notOrigin =
  'PUBLIC_URL is not the address of a site: set http:// or https:// with a host, a port where needed, and nothing behind it.'
const notEndpoint =
  'S3_ENDPOINT is not the address of an object store: set http:// or https:// with a host, and no user, password or query in it.'
const notBucket = 'S3_BUCKET is not the name of a bucket: set 3 to 63 small letters, digits, dots and dashes.'
const notMailServer =
  'SMTP_URL is not the address of a mail server: set smtp:// or smtps:// with USER:PASSWORD@HOST:PORT, special characters percent-encoded, and nothing behind it.'
const notFrom =
  'MAIL_FROM is not one bare e-mail address: set one such as photos@example.org, without a name or brackets.'
const notOperators =
  'OPERATOR_MAIL is not a list of bare e-mail addresses: set one or more, with commas between them, without names or brackets.'
const notSize =
  'QUOTA_GB is not a size: set the gigabytes of one account as a number above 0, such as 50 or 0.5.'
const missing = (name: string, group: string) =>
  `${name} is missing: ${group} are set together or not at all.`
const s3Group = 'S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY'
const databaseGroup = 'DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WATCH_URL'

describe('each mistake has its sentence', () => {
  test('no data folder', () => {
    const sentence = 'There is no data folder: give --data DIR, or set IMAGE_SPACE_DATA.'
    expect(mistakesOf({}, {})).toEqual([sentence])
    expect(mistakesOf({ IMAGE_SPACE_DATA: '' }, { data: '' })).toEqual([sentence])
  })

  test.each<[Environment, ...string[]]>([
    [{ HOST: 'http://0.0.0.0' }, notHost],
    [{ HOST: '[::1]' }, notHost],
    [{ HOST: '0.0.0.0:80' }, notHost],
    [{ PORT: '65536' }, notPort],
    [{ PORT: '-1' }, notPort],
    [{ PORT: '80.5' }, notPort],
    [{ PORT: 'http' }, notPort],
    [{ PUBLIC_URL: 'photos.example' }, notOrigin],
    [{ PUBLIC_URL: 'ftp://photos.example' }, notOrigin],
    [{ PUBLIC_URL: 'https://photos.example/space' }, notOrigin],
    [{ PUBLIC_URL: 'https://photos.example?' }, notOrigin],
    [{ PUBLIC_URL: 'https://photos.example#a' }, notOrigin],
    [{ PUBLIC_URL: 'https://me:s3cret@photos.example' }, notOrigin],
    [{ PUBLIC_URL: 'https://' }, notOrigin],
    [{ TRUST_PROXY: 'yes' }, 'TRUST_PROXY is neither 1 nor 0: set 1 behind a reverse proxy only.'],
    [
      { DATABASE_URL: database.DATABASE_URL },
      missing('DATABASE_OWNER_URL', databaseGroup),
      missing('DATABASE_WATCH_URL', databaseGroup),
    ],
    [{ ...database, DATABASE_URL: 'mysql://app@db.example/photos' }, `DATABASE_URL ${notDatabase}`],
    [
      { ...database, DATABASE_OWNER_URL: 'postgresql://db.example/photos' },
      `DATABASE_OWNER_URL ${notDatabase}`,
    ],
    [
      { ...database, DATABASE_WATCH_URL: 'postgresql://watch:100%@db.example/photos' },
      `DATABASE_WATCH_URL ${notDatabase}`,
    ],
    [{ ...database, DATABASE_WATCH_URL: 'postgresql://%61pp@db.example/photos' }, sharedRole],
    [{ ...database, DATABASE_WATCH_URL: 'postgresql://watch@db.example/photos?user=owner' }, sharedRole],
    [{ ...s3, S3_BUCKET: '' }, missing('S3_BUCKET', s3Group)],
    [
      { S3_SECRET_ACCESS_KEY: 's3cret' },
      ...['S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID'].map((name) => missing(name, s3Group)),
    ],
    [{ ...s3, S3_ENDPOINT: 's3.example:9000' }, notEndpoint],
    [{ ...s3, S3_ENDPOINT: 'https://key:s3cret@s3.example' }, notEndpoint],
    [{ ...s3, S3_ENDPOINT: 'https://s3.example?a=b' }, notEndpoint],
    [{ ...s3, S3_BUCKET: 'Photos of all' }, notBucket],
    [{ ...s3, S3_BUCKET: 'ab' }, notBucket],
    [{ ...s3, S3_REGION: 'eu central' }, 'S3_REGION is not a region: set a name such as us-east-1.'],
    [{ SMTP_URL: mail.SMTP_URL }, missing('MAIL_FROM', 'SMTP_URL and MAIL_FROM')],
    [{ MAIL_FROM: mail.MAIL_FROM }, missing('SMTP_URL', 'SMTP_URL and MAIL_FROM')],
    [
      { OPERATOR_MAIL: 'one@example.org' },
      'OPERATOR_MAIL is set, but no mail can be sent: set SMTP_URL and MAIL_FROM too.',
    ],
    [{ ...mail, SMTP_URL: 'mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp:mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://' }, notMailServer],
    [{ ...mail, SMTP_URL: 'https://mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://post@mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://post:s3cret/x@mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://post:100%@mail.example' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://mail.example?logger=true' }, notMailServer],
    [{ ...mail, SMTP_URL: 'smtp://mail.example/x' }, notMailServer],
    [{ ...mail, MAIL_FROM: 'Photos <post@example.org>' }, notFrom],
    [{ ...mail, MAIL_FROM: 'post@example.org\r\nBcc: eve@example.org' }, notFrom],
    [{ ...mail, OPERATOR_MAIL: 'one@example.org,' }, notOperators],
    [{ ...mail, OPERATOR_MAIL: 'one@example.org; two@example.org' }, notOperators],
    [{ QUOTA_GB: '50 GB' }, notSize],
    [{ QUOTA_GB: '0' }, notSize],
    [{ QUOTA_GB: '-1' }, notSize],
    [{ QUOTA_GB: '1e99' }, notSize],
    [{ QUOTA_GB: '99999999999' }, notSize],
  ])('%j', (environment, ...sentences) => {
    expect(mistakesOf(environment)).toEqual(sentences)
  })

  test('certificate files', () => {
    const both = { TLS_CERT_FILE: certificate, TLS_KEY_FILE: key }
    expect(mistakesOf({ ...both, TLS_KEY_FILE: '' })).toEqual([
      missing('TLS_KEY_FILE', 'TLS_CERT_FILE and TLS_KEY_FILE'),
    ])
    expect(mistakesOf({ ...both, TLS_CERT_FILE: join(folder, 'missing.pem') })).toEqual([
      `TLS_CERT_FILE ${notFile}`,
    ])
    expect(mistakesOf({ ...both, TLS_KEY_FILE: join(folder, 'a folder') })).toEqual([
      `TLS_KEY_FILE ${notFile}`,
    ])
    expect(mistakesOf({ ...both, TLS_KEY_FILE: '-----BEGIN PRIVATE KEY-----\0' })).toEqual([
      `TLS_KEY_FILE ${notFile}`,
    ])
  })

  test('all at once', () => {
    expect(mistakesOf({ PORT: 'x', QUOTA_GB: 'x', SMTP_URL: 'x', TRUST_PROXY: 'x' }, {})).toEqual([
      'There is no data folder: give --data DIR, or set IMAGE_SPACE_DATA.',
      notPort,
      'TRUST_PROXY is neither 1 nor 0: set 1 behind a reverse proxy only.',
      missing('MAIL_FROM', 'SMTP_URL and MAIL_FROM'),
      notMailServer,
      notSize,
    ])
  })
})

describe('a slip of the pen in a name', () => {
  test.each([
    ['S3_BUCKETT', 'S3_BUCKET'],
    ['S3_BUKET', 'S3_BUCKET'],
    ['S3_BUCKTE', 'S3_BUCKET'],
    ['S3_ENDPOINTS', 'S3_ENDPOINT'],
    ['SMTP_URI', 'SMTP_URL'],
    ['TLS_KEYFILE', 'TLS_KEY_FILE'],
    ['DATABASE_OWNER_ULR', 'DATABASE_OWNER_URL'],
    ['s3_region', 'S3_REGION'],
  ])('%s is taken for %s', (given, meant) => {
    expect(mistakesOf({ [given]: 'x' })).toEqual([`${given} is not known: did you mean ${meant}?`])
  })

  test('is told once, not as a missing variable as well', () => {
    const { S3_BUCKET, ...others } = s3
    expect(mistakesOf({ ...others, S3_BUCKETT: S3_BUCKET })).toEqual([
      'S3_BUCKETT is not known: did you mean S3_BUCKET?',
    ])
  })

  test('other names are other programs’ own, also beside one of ours', () => {
    const others = { S3_PROFILE: 'x', DATABASE_NAME: 'x', TLS_VERSION: 'x', POST: 'x', AWS_S3_BUCKET: 'x' }
    expect(mistakesOf(others)).toEqual([])
    expect(mistakesOf({ ...database, DATABASE_URI: 'x' })).toEqual([])
  })
})

const ourNames = [
  ...['IMAGE_SPACE_DATA', 'HOST', 'PORT', 'PUBLIC_URL', 'TRUST_PROXY', 'TLS_CERT_FILE', 'TLS_KEY_FILE'],
  ...[...Object.keys(database), ...Object.keys(s3), ...Object.keys(mail)],
  ...['S3_REGION', 'OPERATOR_MAIL', 'SERVER_KEYS_FILE', 'QUOTA_GB'],
]

test('whatever is set to whatever: nothing is thrown, and no sentence repeats a value', () => {
  const marked = fc
    .tuple(
      fc.constantFrom(
        '',
        'http://',
        'https://u:',
        'smtp://u:',
        'postgresql://u:',
        'postgresql://',
        '/',
        'a@',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
      fc.constantFrom('', '@host', '@host/x?y#z', '%', ':99999', '\0'),
    )
    .map(([before, middle, after]) => `${before}gEhEiM${middle}${after}`)
  const environments = fc.dictionary(fc.constantFrom(...ourNames), marked, { maxKeys: ourNames.length })
  fc.assert(
    fc.property(environments, (environment) => {
      for (const sentence of mistakesOf(environment)) {
        expect(sentence).not.toMatch(/geheim/i)
        expect(sentence).toMatch(/^[A-Z].*\.$/)
      }
    }),
    { numRuns: 2000 },
  )
})

describe('at start the operator is told', () => {
  const said = (environment: Environment) => startWarnings(configOf(environment)).join('\n')
  const cannotDecrypt = /^Browsers decrypt only over HTTPS, so others cannot open photos/m
  const notAnswering = /^PUBLIC_URL is an https address, but this server answers without HTTPS/m
  const tls = () => ({ TLS_CERT_FILE: certificate, TLS_KEY_FILE: key })

  test.each<[string, Environment, boolean]>([
    ['on this computer only', {}, false],
    ['on this computer, by another of its names', { HOST: 'localhost' }, false],
    ['on this computer, by IPv6', { HOST: '::1', PUBLIC_URL: 'http://[::1]:4717' }, false],
    ['with an address of this computer', { PUBLIC_URL: 'http://localhost:4717' }, false],
    ['to the network', { HOST: '0.0.0.0' }, true],
    ['to the network by IPv6', { HOST: '::' }, true],
    ['to the network, with http', { HOST: '0.0.0.0', PUBLIC_URL: 'http://photos.example' }, true],
    [
      'to the network, with an address of this computer',
      { HOST: '::', PUBLIC_URL: 'http://127.0.0.1' },
      true,
    ],
    ['behind a proxy with http', { TRUST_PROXY: '1', PUBLIC_URL: 'http://photos.example' }, true],
    ['behind a proxy with https', { TRUST_PROXY: '1', PUBLIC_URL: 'https://photos.example' }, false],
  ])('that others cannot decrypt, when they cannot: %s', (_where, environment, told) => {
    expect(cannotDecrypt.test(said(environment))).toBe(told)
  })

  test('that HTTPS is announced and not there', () => {
    const environment = { HOST: '0.0.0.0', PUBLIC_URL: 'https://photos.example' }
    expect(said(environment)).toMatch(notAnswering)
    expect(said({ ...environment, TRUST_PROXY: '1' })).not.toMatch(notAnswering)
    expect(said({ ...environment, ...tls() })).not.toMatch(notAnswering)
    expect(said({ HOST: '0.0.0.0', ...tls() })).toMatch(cannotDecrypt)
  })

  test('that the addresses of clients come from the proxy', () => {
    expect(said({ TRUST_PROXY: '1' })).toMatch(/^TRUST_PROXY=1: .* X-Forwarded-For/m)
    expect(said({})).not.toContain('X-Forwarded-For')
  })

  test('which mails are not sent, and which may be overheard', () => {
    const plain = { ...mail, SMTP_URL: 'smtp://mail.example' }
    expect(said({})).toMatch(/^SMTP_URL is not set: e-mail addresses are not confirmed by a code/m)
    expect(said(mail)).toMatch(/^OPERATOR_MAIL is not set/m)
    expect(said({ ...plain, OPERATOR_MAIL: 'one@example.org' })).toMatch(/^SMTP_URL begins with smtp:/m)
    expect(said({ ...plain, SMTP_URL: 'smtp://[::1]:25' })).not.toContain('smtp:')
  })

  test('nothing, when everything is as it should be', () => {
    const environment = { HOST: '0.0.0.0', PUBLIC_URL: 'https://photos.example', ...tls() }
    expect(said({ ...environment, ...mail, OPERATOR_MAIL: 'one@example.org' })).toBe('')
  })
})
