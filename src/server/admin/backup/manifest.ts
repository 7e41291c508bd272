import { createHash } from 'node:crypto'
import { rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { syncFolder, unlessMissing } from '../../blobs/files.ts'
import type { ServerKeys } from '../../keys/server-keys.ts'

const hex32 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.number().int().min(0)

const schema = z.object({
  format: z.literal(1),
  /** When the state was taken that is in the backup; ISO 8601. */
  at: z.iso.datetime(),
  /** Version of the database's schema. */
  schema: count,
  /** Tells whether server keys are those of this server; see fingerprintOf. */
  keys: hex32,
  /** Where its tables are: a file `<table>.ndjson.gz` each. */
  folder: z.string().regex(/^tables-[0-9a-f]{16}$/),
  /** Each behind those that it refers to. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: count, sha256: hex32 })),
  /** Where the numbers that tables give to rows had got to; `last` as text, `called` as PostgreSQL means it. */
  sequences: z.array(
    z.object({
      table: z.string(),
      column: z.string(),
      last: z.string().regex(/^\d+$/),
      called: z.boolean(),
    }),
  ),
  /** Which blobs these are says the table `blobs`: account, blob, length. They lie in `blobs/<account>/<aa>/<blob>`. */
  blobs: z.object({ count, bytes: count }),
  /** Rules that were broken in the server when the state was taken; none of them is the backup's fault. */
  broken: z.array(z.string()),
})

/** What a backup must be, to be one. Written last: a folder without it has none. */
export type Manifest = z.infer<typeof schema>

/** Its last field is the SHA-256 of all others, as they are written. */
const FILE = 'manifest.json'

/** Nothing of it was used. */
export class BackupRefused extends Error {
  constructor(folder: string, why: string) {
    super(
      `The backup in ${folder} is not used: ${why}. Nothing was restored. Take another backup, or another copy of it.`,
    )
    this.name = 'BackupRefused'
  }
}

/** Makes it the folder's manifest, in the place of one before it. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const path = join(folder, FILE)
  const text = JSON.stringify({ ...manifest, sha256: sumOf(manifest) })
  await writeFile(`${path}.new`, `${text}\n`, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
  await syncFolder(folder)
}

/** @returns null where there is none @throws BackupRefused when it is not as it was written */
export async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await unlessMissing(readFile(join(folder, FILE), 'utf8'))
  if (text === null) return null
  try {
    const { sha256, ...rest } = z.looseObject({ sha256: hex32 }).parse(JSON.parse(text))
    if (sumOf(rest) === sha256) return schema.parse(rest)
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error
  }
  throw new BackupRefused(folder, `${FILE} is damaged, or of another version`)
}

function sumOf(content: object): string {
  return createHash('sha256').update(JSON.stringify(content)).digest('hex')
}

/** Of all keys of a server together. They are drawn at random, so it tells nothing of them. */
export function fingerprintOf({ signing, email, lookup, decoy }: ServerKeys): string {
  const all = Buffer.concat([signing, email, lookup, decoy])
  return createHash('sha256').update('image-space/server-keys').update(all).digest('hex')
}
