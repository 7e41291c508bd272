import { join, resolve } from 'node:path'
import type { DatabaseUrls } from './database/roles.ts'
import * as value from './config/values.ts'
import { Variables } from './config/variables.ts'
import type { Environment, Name } from './config/variables.ts'

export { startWarnings } from './config/start-warnings.ts'

/** What an operator decides about a server; every file and folder as an absolute path. */
export interface ServerConfig {
  /** --data, or IMAGE_SPACE_DATA. */
  dataFolder: string
  /** HOST and PORT; port 0 is any that is free. */
  listen: { host: string; port: number }
  /** PUBLIC_URL: where others reach the server, an origin. */
  publicUrl: URL | null
  /** TLS_CERT_FILE and TLS_KEY_FILE, in PEM format. */
  tls: { certificateFile: string; keyFile: string } | null
  /** TRUST_PROXY: take the addresses of clients from X-Forwarded-For. */
  behindProxy: boolean
  /** DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WATCH_URL; null for a database of the server's own. */
  database: DatabaseUrls | null
  /** S3_…; null to keep blobs in the data folder. */
  s3: {
    endpoint: string
    region: string
    bucket: string
    accessKeyId: string
    secretAccessKey: string
  } | null
  /** SMTP_URL, MAIL_FROM and OPERATOR_MAIL; null when no mail is sent. */
  mail: { url: string; from: string; operators: string[] } | null
  /** SERVER_KEYS_FILE; need not exist yet. */
  keysFile: string
  /** QUOTA_GB, for each account. */
  quotaBytes: number
}

/**
 * The server's configuration, from command line options and environment variables.
 * @returns one sentence for each mistake, all at once, when there are any
 */
export function readConfig(
  options: { data?: string },
  environment: Environment,
): { config: ServerConfig } | { mistakes: string[] } {
  const variables = new Variables(environment)
  const { mistakes } = variables
  const data = options.data || variables.text('IMAGE_SPACE_DATA')
  if (!data) mistakes.push('There is no data folder: give --data DIR, or set IMAGE_SPACE_DATA.')
  const dataFolder = resolve(data ?? '')
  const config: ServerConfig = {
    dataFolder,
    listen: readListen(variables),
    publicUrl: variables.read(
      'PUBLIC_URL',
      value.originOf,
      'is not the address of a site: set http:// or https:// with a host, a port where needed, and nothing behind it.',
    ),
    tls: readTls(variables),
    behindProxy:
      variables.read(
        'TRUST_PROXY',
        value.switchOf,
        'is neither 1 nor 0: set 1 behind a reverse proxy only.',
      ) ?? false,
    database: readDatabase(variables),
    s3: readS3(variables),
    mail: readMail(variables),
    keysFile: resolve(variables.text('SERVER_KEYS_FILE') ?? join(dataFolder, 'server-keys.json')),
    quotaBytes:
      variables.read(
        'QUOTA_GB',
        value.gigabytesOf,
        'is not a size: set the gigabytes of one account as a number above 0, such as 50 or 0.5.',
      ) ?? 50e9,
  }
  return mistakes.length > 0 ? { mistakes } : { config }
}

function readListen(variables: Variables): ServerConfig['listen'] {
  const host = variables.read(
    'HOST',
    value.hostOf,
    'is not an address to listen on: set one such as 127.0.0.1, ::1 or 0.0.0.0, or a host name.',
  )
  const port = variables.read(
    'PORT',
    value.portOf,
    'is not a port: set a whole number from 0 to 65535; 0 takes any that is free.',
  )
  return { host: host ?? '127.0.0.1', port: port ?? 4717 }
}

function readTls(variables: Variables): ServerConfig['tls'] {
  const whole = variables.together('TLS_CERT_FILE', 'TLS_KEY_FILE')
  const file = (name: Name) =>
    variables.read(
      name,
      value.readableFileOf,
      'is not a file that the server can read: set the path of a file in PEM format, and let the server read it.',
    )
  const [certificate, key] = [file('TLS_CERT_FILE'), file('TLS_KEY_FILE')]
  return whole && certificate && key ? { certificateFile: resolve(certificate), keyFile: resolve(key) } : null
}

function readDatabase(variables: Variables): ServerConfig['database'] {
  const names = ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_WATCH_URL'] as const
  const whole = variables.together(...names)
  const read = (name: Name) =>
    variables.read(
      name,
      value.databaseOf,
      'is not the address of a database: set postgresql://ROLE:PASSWORD@HOST/DATABASE, with special characters percent-encoded.',
    )
  const [app, owner, watch] = [read(names[0]), read(names[1]), read(names[2])]
  if (!whole || !app || !owner || !watch) return null
  if (new Set([app.role, owner.role, watch.role]).size < 3)
    variables.mistakes.push(
      'DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WATCH_URL share a role: set a role of its own in each, since the database keeps accounts apart by them.',
    )
  return { app: app.url, owner: owner.url, watch: watch.url }
}

function readS3(variables: Variables): ServerConfig['s3'] {
  const whole = variables.together('S3_ENDPOINT', 'S3_BUCKET', 'S3_ACCESS_KEY_ID', 'S3_SECRET_ACCESS_KEY')
  const endpoint = variables.read(
    'S3_ENDPOINT',
    value.endpointOf,
    'is not the address of an object store: set http:// or https:// with a host, and no user, password or query in it.',
  )
  const region = variables.read('S3_REGION', value.regionOf, 'is not a region: set a name such as us-east-1.')
  const bucket = variables.read(
    'S3_BUCKET',
    value.bucketOf,
    'is not the name of a bucket: set 3 to 63 small letters, digits, dots and dashes.',
  )
  const accessKeyId = variables.text('S3_ACCESS_KEY_ID')
  const secretAccessKey = variables.text('S3_SECRET_ACCESS_KEY')
  return whole && endpoint && bucket && accessKeyId && secretAccessKey
    ? { endpoint, region: region ?? 'us-east-1', bucket, accessKeyId, secretAccessKey }
    : null
}

function readMail(variables: Variables): ServerConfig['mail'] {
  const whole = variables.together('SMTP_URL', 'MAIL_FROM')
  const url = variables.read(
    'SMTP_URL',
    value.mailServerOf,
    'is not the address of a mail server: set smtp:// or smtps:// with USER:PASSWORD@HOST:PORT, special characters percent-encoded, and nothing behind it.',
  )
  const from = variables.read(
    'MAIL_FROM',
    value.addressOf,
    'is not one bare e-mail address: set one such as photos@example.org, without a name or brackets.',
  )
  const operators = variables.read(
    'OPERATOR_MAIL',
    value.addressesOf,
    'is not a list of bare e-mail addresses: set one or more, with commas between them, without names or brackets.',
  )
  if (operators && !variables.text('SMTP_URL') && !variables.text('MAIL_FROM'))
    variables.mistakes.push('OPERATOR_MAIL is set, but no mail can be sent: set SMTP_URL and MAIL_FROM too.')
  return whole && url && from ? { url, from, operators: operators ?? [] } : null
}
