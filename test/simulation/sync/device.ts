import { copyFileSync, existsSync, rmSync } from 'node:fs'
import { createCatalogSync } from '../../../src/main/catalog/catalog-sync.ts'
import type { CatalogSync } from '../../../src/main/catalog/catalog-sync.ts'
import { openForWriting } from '../../../src/main/catalog/database.ts'
import type { Database } from '../../../src/main/catalog/database.ts'
import { createWriter } from '../../../src/main/catalog/writer.ts'
import type { WriterMethods } from '../../../src/main/catalog/writer.ts'
import type { WorkerThread } from '../../../src/main/catalog/worker-calls.ts'
import type { VolumeId } from '../../../src/shared/ids.ts'
import { countStatements } from './count-statements.ts'
import type { StatementCount } from './count-statements.ts'
import type { Draw } from './draw.ts'

/** The program ended here, without a chance to put anything in order. */
export class Crash extends Error {}

/** One computer: the real writer over a real file, in this process. */
export class Device {
  readonly name: string
  readonly path: string
  readonly key: Uint8Array
  readonly draw: Draw
  /** Where the clock of the computer is; it may be wrong. */
  readonly clock: { now(): number }
  volumeId = '' as VolumeId
  /** Number of the last operation before the catalog was kept in step with a space. */
  joinedAt = 0
  /** Statements of the open connection: a crash can be set at one. */
  statements!: StatementCount
  writer!: WriterMethods
  database!: Database
  sync!: CatalogSync

  constructor(name: string, path: string, draw: Draw, clock: { now(): number }, key = draw.bytes(32)) {
    this.name = name
    this.path = path
    this.draw = draw
    this.clock = clock
    this.key = key
    this.open()
    this.volumeId = this.writer.volumeSeen({
      ...{ key: `disk of ${name}`, name: 'Disk', mountPath: '/media/disk', fileSystem: 'ext4' },
    }).value
  }

  open(): void {
    const { path, clock, draw: random } = this
    const connect = (of: string) => {
      this.database = openForWriting(of)
      this.statements = { done: 0, crashAt: null }
      return countStatements(this.database, this.statements, () => new Crash('in a statement'))
    }
    this.writer = createWriter({ path, backups: `${path}-backups` }, { clock, random, connect })
    this.writer.open(false)
    this.sync = inProcessSync(() => this.writer)
  }

  /** The connection is dropped; what was not committed is gone. */
  crash(): void {
    this.database.close()
    this.open()
  }

  async backup(): Promise<void> {
    await this.writer.copyTo(`${this.path}-copy`)
  }

  restore(): boolean {
    if (!existsSync(`${this.path}-copy`)) return false
    this.database.close()
    for (const beside of ['-wal', '-shm']) rmSync(`${this.path}${beside}`, { force: true })
    copyFileSync(`${this.path}-copy`, this.path)
    this.open()
    return true
  }

  /** It joins its space now, if it has not long ago. */
  noteJoin(): void {
    if (this.writer.syncState().joined !== null) return
    this.joinedAt =
      this.rows<{ last: number | null }>('SELECT max(number) AS last FROM operations')[0]?.last ?? 0
  }

  rows<Row>(sql: string, ...values: unknown[]): Row[] {
    return this.database.prepare(sql).all(...values) as Row[]
  }
}

/** The catalog's sync without a thread between. */
export function inProcessSync(writer: () => WriterMethods): CatalogSync {
  const call = async (method: keyof WriterMethods, ...args: unknown[]) =>
    (writer()[method] as (...of: unknown[]) => unknown)(...args) // The arguments are those of the method.
  return createCatalogSync(
    { call } as Pick<WorkerThread<'writer'>, 'call'>,
    async (made) => (await made).value,
  )
}
