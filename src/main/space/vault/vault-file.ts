import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { encodeCbor } from '../../../shared/crypto/cbor.ts'
import { sync } from '../../catalog/verified-copy.ts'
import { writeJsonFile } from '../../engine/json-file.ts'
import { VaultDamaged } from './vault-refusals.ts'

const fields = {
  format: z.literal(1),
  origin: z.string(),
  account: hex(32),
  /** Rises with each write. */
  version: z.int().min(1),
  /** Record IS1R of the secrets. */
  sealed: z.base64(),
  /**
   * SHA-256 over the dCBOR of the other fields. It protects from nothing; it tells a damaged file from a wrong
   * password, which look the same to whoever opens the record.
   */
  sum: hex(32),
}
const fileSchema = z.discriminatedUnion('lock', [
  z.strictObject({ ...fields, lock: z.literal('keychain') }),
  z.strictObject({ ...fields, lock: z.literal('password'), salt: hex(16) }),
])

/** The file `account.json` of a library. Origin and account are no secrets; they name the place. */
export type VaultFile =
  | Omit<Extract<z.infer<typeof fileSchema>, { lock: 'keychain' }>, 'sum'>
  | Omit<Extract<z.infer<typeof fileSchema>, { lock: 'password' }>, 'sum'>

/** @returns null when there is none @throws VaultDamaged, or the system's error */
export function readVaultFile(path: string): VaultFile | null {
  const text = textOf(path)
  if (text === null) return null
  const file = parse(text)
  if (!file) throw new VaultDamaged(path)
  return file
}

/** Replaced as a whole and durably, so that a crash leaves the old or the new one; only the owner can read it. */
export function writeVaultFile(path: string, file: VaultFile): void {
  writeJsonFile(path, { ...file, sum: sumOf(file) })
  sync(dirname(path))
}

/** With what a crash has left of unfinished ones. */
export function removeVaultFile(path: string): void {
  const folder = dirname(path)
  const ours = readdirSync(folder).filter(
    (name) => name === basename(path) || (name.startsWith(`${basename(path)}.`) && name.endsWith('.tmp')),
  )
  for (const name of ours) rmSync(join(folder, name))
  sync(folder)
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function parse(text: string): VaultFile | null {
  try {
    const { sum, ...file } = fileSchema.parse(JSON.parse(text))
    return sum === sumOf(file) ? file : null
  } catch {
    return null // No JSON, or not ours.
  }
}

function sumOf(file: VaultFile): string {
  return createHash('sha256').update(encodeCbor(file)).digest('hex')
}

function hex(bytes: number) {
  return z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
}
