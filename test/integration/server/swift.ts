import { execFile, execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { devNull, tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { S3 } from '@aws-sdk/client-s3'

const run = promisify(execFile)
const swiftScript = join(import.meta.dirname, '../../../../shared/s3/swift-s3.sh')

export type S3Access = Record<'endpoint' | 'region' | 'bucket' | 'accessKeyId' | 'secretAccessKey', string>

/** A real S3 store: OpenStack Swift, as Debian has it, with its S3 middleware. */
export interface Swift {
  access: S3Access
  /** Past our code. */
  s3: S3
  /** The folder below which its bytes lie. */
  disk: string
  stop(): void
}

/** Why there is no real store to test against; null when there is one. */
export function whyNoSwift(): string | null {
  if (!existsSync(swiftScript)) return `there is no ${swiftScript}`
  if (process.getuid?.() !== 0) return 'it needs root'
  const programs = ['account', 'container', 'object', 'proxy'].map((name) => `swift-${name}-server`)
  const lacking = [...programs, 'swift-ring-builder', 'memcached', 'curl'].filter((name) => !isInPath(name))
  return lacking.length > 0 ? `there is no ${lacking.join(', ')}` : null
}

function isInPath(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** The first of ten free ports in a row, which is what the script takes. */
async function tenFreePorts(): Promise<number> {
  for (;;) {
    const first = 20_000 + (randomBytes(2).readUInt16BE() % 10_000)
    const servers = Array.from({ length: 10 }, () => createServer())
    const taken = await Promise.all(
      servers.map(async (server, index) => {
        server.listen(first + index, '127.0.0.1')
        await once(server, 'listening')
      }),
    ).then(
      () => false,
      () => true,
    )
    for (const server of servers) server.close()
    if (!taken) return first
  }
}

/** Starts one with a bucket in it. */
export async function startSwift(bucket: string): Promise<Swift> {
  const folder = mkdtempSync(join(tmpdir(), 'image-space-swift-'))
  const port = await tenFreePorts()
  const { stdout: answer } = await run(swiftScript, ['start', folder, String(port)])
  // On a busy machine the script ends before all four servers listen.
  const waiting = [
    '--silent',
    '--output',
    devNull,
    '--retry',
    '120',
    '--retry-delay',
    '1',
    '--retry-connrefused',
  ]
  for (const server of [0, 1, 2, 3]) await run('curl', [...waiting, `http://127.0.0.1:${port + server}/`])
  const told = (name: string) => new RegExp(`\\b${name}=(\\S+)`).exec(answer)![1]!
  const access: S3Access = {
    endpoint: told('S3_ENDPOINT'),
    region: told('S3_REGION'),
    bucket,
    accessKeyId: told('S3_ACCESS_KEY'),
    secretAccessKey: told('S3_SECRET_KEY'),
  }
  const { endpoint, region, accessKeyId, secretAccessKey } = access
  const s3 = new S3({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  await s3.createBucket({ Bucket: bucket })
  return {
    ...{ access, s3 },
    disk: join(folder, 'srv'),
    stop() {
      s3.destroy()
      execFileSync(swiftScript, ['stop', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
