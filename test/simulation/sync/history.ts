import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { syncLibrary } from '../../../src/main/sync/sync-library.ts'
import type { SyncReport } from '../../../src/main/sync/sync-library.ts'
import type { SealedRecord } from '../../../src/shared/space/client/space-log.ts'
import { Refusal } from '../../../src/shared/space/refusal.ts'
import { checkAll } from './check-all.ts'
import { Crash, Device } from './device.ts'
import { Draw } from './draw.ts'
import { addPhoto, edit } from './edits.ts'
import { hookedLog, hookedSync, Unreachable } from './faults.ts'
import type { Hooks } from './faults.ts'
import { quickFolder } from './quick-folder.ts'
import { MemorySpace, spaceLogOf } from './memory-space.ts'

const YEAR = 365 * 86_400_000

/** What a history has met, to see that histories meet it. */
export interface Met {
  devices: number
  rounds: number
  crashes: number
  rewinds: number
  restores: number
  refusals: number
}

/** A computer as it stands in the history. */
interface Standing {
  device: Device
  /** Milliseconds that its clock is ahead. */
  skew: number
  cutOff: boolean
  restored: boolean
}

/**
 * One random history of several computers and one space: edits, rounds, and all that can go wrong. Then nothing goes wrong
 * any more, rounds are made until there is nothing to do, and all computers have to hold the same and the right.
 * @throws what is wrong, with the seed
 */
export async function runHistory(seed: number, steps = { least: 25, more: 35 }): Promise<Met> {
  const folder = quickFolder()
  const history = new History(seed, folder, steps)
  try {
    await history.run()
    return history.met
  } catch (error) {
    throw new Error(`history ${seed}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  } finally {
    history.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

class History {
  readonly met: Met = { devices: 0, rounds: 0, crashes: 0, rewinds: 0, restores: 0, refusals: 0 }
  readonly #draw: Draw
  readonly #space = new MemorySpace()
  readonly #standings: Standing[]
  /** Records that are under way for longer than anybody waits. */
  readonly #delayed: SealedRecord[] = []
  /**
   * A computer that is put back to before it knew its own records cannot give them to a server that was put back too.
   * Either is survived, so a history has one of them.
   */
  readonly #rewinds: boolean
  readonly #steps: { least: number; more: number }
  #calm = false

  constructor(seed: number, folder: string, steps: { least: number; more: number }) {
    this.#steps = steps
    const draw = (this.#draw = new Draw(seed))
    this.#rewinds = draw.chance(0.5)
    this.met.devices = 3 + draw.nat(3)
    this.#standings = Array.from({ length: this.met.devices }, (_, at) => {
      const standing = { skew: draw.chance(0.3) ? drawnSkew(draw) : 0, cutOff: false, restored: false }
      const clock = { now: () => this.#space.now + (this.#standings?.[at]?.skew ?? standing.skew) }
      const name = 'ABCDE'[at]!
      return { ...standing, device: new Device(name, join(folder, `${name}.db`), draw, clock) }
    })
  }

  async run(): Promise<void> {
    for (const { device } of this.#standings) {
      for (let photos = this.#draw.nat(3); photos > 0; photos--) addPhoto(device, this.#draw)
      for (let edits = this.#draw.nat(3); edits > 0; edits--) edit(device, this.#draw)
    }
    for (let steps = this.#steps.least + this.#draw.nat(this.#steps.more); steps > 0; steps--)
      await this.#step()
    this.#calm = true
    for (const record of this.#delayed.splice(0)) this.#arrive(record)
    await this.#settle()
    checkAll(
      this.#standings.map(({ device }) => device),
      this.#space,
    )
  }

  close(): void {
    for (const { device } of this.#standings) device.database.close()
  }

  async #step(): Promise<void> {
    const draw = this.#draw
    this.#space.now += draw.chance(0.2) ? draw.nat(86_400_000) : draw.nat(20_000)
    const standing = draw.one(this.#standings)
    const { device } = standing
    const what = draw.nat(100)
    if (what < 50) edit(device, draw)
    else if (what < 85) await this.#round(standing)
    else if (what < 88) standing.cutOff = !standing.cutOff
    else if (what < 90) standing.skew = draw.chance(0.5) ? drawnSkew(draw) : 0
    else if (what < 92) this.#crash(device)
    else if (what < 94) await this.#editThatEnds(device)
    else if (what < 96) {
      const [record] = this.#delayed.splice(0, 1)
      if (record) this.#arrive(record)
    } else if (this.#rewinds) {
      if (draw.chance(0.5)) this.#rewind()
    } else await this.#backupOrRestore(standing)
  }

  #crash(device: Device): void {
    this.met.crashes++
    device.crash()
  }

  /** The program ends at some statement of an edit. */
  async #editThatEnds(device: Device): Promise<void> {
    device.statements.crashAt = 1 + this.#draw.nat(25)
    try {
      edit(device, this.#draw)
    } catch (error) {
      if (!(error instanceof Crash)) throw error
    }
    this.#crash(device)
  }

  #rewind(): void {
    this.met.rewinds++
    // What was under way ended with the server that is put back.
    this.#delayed.length = 0
    const { records } = this.#space
    this.#space.rewind(records.length - this.#draw.nat(Math.min(records.length, 6) + 1))
  }

  async #backupOrRestore(standing: Standing): Promise<void> {
    if (standing.restored) return
    if (this.#draw.chance(0.5)) await standing.device.backup()
    else if (standing.device.restore()) {
      standing.restored = true
      this.met.restores++
    }
  }

  #arrive(record: SealedRecord): void {
    try {
      this.#space.append(record)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }

  /** @returns null where something went wrong that may */
  async #round(standing: Standing): Promise<SyncReport | null> {
    this.met.rounds++
    const { device } = standing
    const hooks = this.#hooks(standing)
    const offset = this.#space.now - device.clock.now()
    const log = hookedLog(spaceLogOf(this.#space, device.key, offset), hooks.log, (record) => {
      if (!this.#calm && this.#draw.chance(0.05)) this.#delayed.push(record)
    })
    try {
      return await syncLibrary({ sync: hookedSync(device.sync, hooks.sync), log })
    } catch (error) {
      if (this.#calm) throw error
      if (error instanceof Crash) this.#crash(device)
      else if (error instanceof Refusal && ['clock', 'conflict', 'rewound', 'forked'].includes(error.code))
        this.met.refusals++
      else if (!(error instanceof Unreachable)) throw error
      return null
    } finally {
      device.statements.crashAt = null
    }
  }

  #hooks({ device, cutOff }: Standing): { sync: Hooks; log: Hooks } {
    const draw = this.#draw
    const ends = !this.#calm && draw.chance(0.15) ? draw.nat(20) : null
    let calls = 0
    const end = () => {
      if (calls++ === ends) {
        if (draw.chance(0.5)) throw new Crash('between two calls')
        device.statements.done = 0
        device.statements.crashAt = 1 + draw.nat(30)
      }
      // The user goes on working meanwhile, and clocks go.
      if (this.#calm) return
      if (draw.chance(0.05)) edit(device, draw)
      if (draw.chance(0.02)) this.#space.now += draw.nat(1000)
      if (draw.chance(0.003)) this.#standings.find((one) => one.device === device)!.skew = drawnSkew(draw)
    }
    const lose = (part: number) => {
      if (!this.#calm && (cutOff || draw.chance(part))) throw new Unreachable()
    }
    const isCarried = (call: string) => call === 'open' || call === 'read' || call === 'send'
    return {
      sync: {
        before: (call) => {
          end()
          if (call === 'join') device.noteJoin()
        },
        after: () => undefined,
      },
      log: {
        before: (call) => {
          end()
          if (isCarried(call)) lose(0.03)
        },
        after: (call) => {
          if (isCarried(call)) lose(0.03)
          if (call === 'send' && this.#rewinds && !this.#calm && draw.chance(0.02)) this.#rewind()
        },
      },
    }
  }

  async #settle(): Promise<void> {
    for (let turn = 0; turn < 12; turn++) {
      let isQuiet = true
      for (const standing of this.#standings) {
        standing.cutOff = false
        this.#space.now += 1000
        const report = (await this.#round(standing))!
        if (report.held.length > 0) await standing.device.sync.settleRemovals(true)
        const { unsent } = await standing.device.sync.state()
        if (report.sent + report.received + report.held.length + unsent.changes + unsent.batches > 0)
          isQuiet = false
        if (report.rewound) isQuiet = false
      }
      if (isQuiet) return
    }
    throw new Error('the computers do not come to rest')
  }
}

function drawnSkew(draw: Draw): number {
  const far = draw.one([YEAR * 10, YEAR, 86_400_000, 3_600_000, 240_000])
  return draw.nat(2 * far) - far
}
