import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'

const hex32 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .transform((hex) => Buffer.from(hex, 'hex'))
const keysSchema = z.object({ signing: hex32, email: hex32, lookup: hex32, decoy: hex32 })

/**
 * What a server must not lose: all of its processes have the same. Without the e-mail key nobody can be written to,
 * without the look-up key nobody can sign in; no key opens anything that members sealed.
 */
export interface ServerKeys {
  /** Ed25519 seed: signs receipts and checkpoints. */
  signing: Buffer
  /** AES-256: seals e-mail addresses at rest. */
  email: Buffer
  /** HMAC: finds an account by its address. */
  lookup: Buffer
  /** HMAC: what unknown addresses are answered, always the same. */
  decoy: Buffer
}

/** Reads the keys, or draws them where there are none. @throws Error that names the file when it cannot be read */
export function readServerKeys(file: string): ServerKeys {
  if (!existsSync(file)) {
    const draw = () => randomBytes(32).toString('hex')
    const drawn = { signing: draw(), email: draw(), lookup: draw(), decoy: draw() }
    writeFileSync(file, `${JSON.stringify(drawn, null, 2)}\n`, { mode: 0o600, flag: 'wx', flush: true })
  }
  try {
    return keysSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    throw new Error(
      `The server's keys in ${file} cannot be read. Nothing was changed. Put back the file from your backup; ` +
        'a new one would shut every member out.',
      { cause: error },
    )
  }
}
