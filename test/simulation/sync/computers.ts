import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncLibrary } from '../../../src/main/sync/sync-library.ts'
import type { SyncReport } from '../../../src/main/sync/sync-library.ts'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { newFile, newPhoto } from '../../integration/catalog/open-library.ts'
import { checkAll } from './check-all.ts'
import { Device } from './device.ts'
import { Draw } from './draw.ts'
import { hookedLog, hookedSync } from './faults.ts'
import type { Hooks } from './faults.ts'
import { MemorySpace, spaceLogOf } from './memory-space.ts'
import { quickFolder } from './quick-folder.ts'

const keyOf = (name: string) => new Uint8Array(32).fill(name.charCodeAt(0))

/** Some computers and their space, for a test that says itself what happens. */
export class Computers {
  readonly folder = quickFolder()
  readonly space = new MemorySpace()
  readonly devices: Device[] = []
  /** How far the clock of each is ahead, by its name. Milliseconds. */
  readonly skew = new Map<string, number>()

  constructor(count: number, seed = 1) {
    for (const name of 'ABCDE'.slice(0, count)) this.#add(name, seed)
  }

  #add(name: string, seed: number): void {
    const clock = { now: () => this.space.now + (this.skew.get(name) ?? 0) }
    const path = join(this.folder, `${name}.db`)
    this.devices.push(new Device(name, path, new Draw(seed + name.charCodeAt(0)), clock, keyOf(name)))
  }

  /** The same computers, as they stand, with another future. They must not be used while they are copied. */
  copy(seed: number): Computers {
    const copy = new Computers(0)
    copy.space.now = this.space.now
    copy.space.records.push(...this.space.records)
    for (const [name, ahead] of this.skew) copy.skew.set(name, ahead)
    for (const { name, path, database, joinedAt } of this.devices) {
      database.pragma('wal_checkpoint(TRUNCATE)')
      copyFileSync(path, join(copy.folder, `${name}.db`))
      copy.#add(name, seed)
      copy.devices.at(-1)!.joinedAt = joinedAt
    }
    return copy
  }

  async sync(device: Device, hooks: Partial<Hooks> = {}): Promise<SyncReport> {
    const of = { before: () => undefined, after: () => undefined, ...hooks }
    this.space.now += 1000
    device.noteJoin()
    const log = spaceLogOf(this.space, device.key, this.space.now - device.clock.now())
    return syncLibrary({ sync: hookedSync(device.sync, of), log: hookedLog(log, of, () => undefined) })
  }

  async syncAll(turns = 3): Promise<void> {
    for (let turn = 0; turn < turns; turn++) for (const device of this.devices) await this.sync(device)
  }

  /** All hold the same and the right. */
  check(): void {
    checkAll(this.devices, this.space)
  }

  close(): void {
    for (const { database } of this.devices) database.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}

export function addPhotos(device: Device, count: number, prefix = 'DSC'): PhotoId[] {
  const photos = Array.from({ length: count }, (_, at) =>
    newPhoto([newFile(device.volumeId, `${prefix}_${device.name}_${at}.JPG`)]),
  )
  return device.writer.addPhotos(photos).value
}

export function slotOf(device: Device, id: PhotoId): number {
  return device.rows<{ slot: number }>('SELECT slot FROM photos WHERE hex(id) = ?', id.toUpperCase())[0]!.slot
}

export function change(device: Device, ids: readonly PhotoId[], what: PhotoChange): void {
  device.writer.apply({ kind: 'photos', slots: ids.map((id) => slotOf(device, id)), change: what })
}

export function field(device: Device, id: PhotoId, name: string): unknown {
  return device.rows<{ value: unknown }>(
    `SELECT ${name} AS value FROM photos WHERE hex(id) = ?`,
    id.toUpperCase(),
  )[0]?.value
}
