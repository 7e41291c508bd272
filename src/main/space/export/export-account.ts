import type { LibraryAccount } from '../library-account.ts'
import { exportAccesses } from './export-accesses.ts'
import { exportBlobs } from './export-blobs.ts'
import { ExportFolder } from './export-folder.ts'
import { exportDevices, exportKeys } from './export-keys.ts'
import { exportSpaces } from './export-spaces.ts'
import { inventoryOf } from './inventory.ts'
import type { Inventory } from './inventory.ts'
import type { Pause } from './patience.ts'
import { hexOf, Walk } from './walk.ts'

export interface ExportedAccount {
  folder: string
  exported: Inventory
  /** Of the server, when the walk was over. */
  there: Inventory
  /** Blobs that were not in the folder before. */
  fetched: number
  /** Whether nothing is missing; what came or went meanwhile can make a difference. */
  isWhole: boolean
}

export interface ExportOptions {
  /** @param done so far @param total when it began */
  onProgress(done: Inventory, total: Inventory): void
  pause: Pause
}

/**
 * Copies everything that the server keeps for an account into a folder, sealed as it is: see docs/formats.md. Every
 * piece is checked to be this account's. Blobs that are in the folder already are not fetched again.
 * @throws AccountRefusal foreign-…, export-…; AppError for the folder; Refusal, ForeignAnswer
 */
export async function exportAccount(
  account: LibraryAccount,
  to: string,
  { onProgress, pause }: ExportOptions,
): Promise<ExportedAccount> {
  const walk = new Walk(account, pause)
  const folder = ExportFolder.open(to, hexOf(walk.owner))
  const total = await inventoryOf(walk)
  const done: Inventory = { devices: 0, spaces: 0, records: 0, blobs: 0, blobBytes: 0, accesses: 0 }
  const count = (what: keyof Inventory, by = 1) => {
    done[what] += by
    onProgress(done, total)
  }

  await exportKeys(walk, folder)
  const devices = await exportDevices(walk, folder, count)
  await exportSpaces(walk, folder, devices, count)
  const fetched = await exportBlobs(walk, folder, devices, count)
  // Last, since what is read above is in it.
  await exportAccesses(walk, folder, count)

  const there = await inventoryOf(walk)
  const isWhole = (Object.keys(there) as (keyof Inventory)[]).every((what) => there[what] === done[what])
  const server = account.tools.connection.origin
  if (isWhole)
    await folder.writeJson(folder.finished, { format: 1, server, account: hexOf(walk.owner), ...done })
  return { folder: folder.path, exported: done, there, fetched, isWhole }
}
