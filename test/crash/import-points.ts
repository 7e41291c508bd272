import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { verifyFolder } from '../../src/main/ingest/verify-folder.ts'
import { importCard, importOptions, openIngestKit, resumeImport } from '../fixtures/ingest-kit.ts'
import { makeJpeg } from '../fixtures/make-jpeg.ts'
import { datesByName } from './dates-by-name.ts'
import { compileShim, type Fault, ShimControl } from './io-shim.ts'

const answerSchema = z.object({
  count: z.number(),
  fired: z.boolean(),
  first: z.unknown(),
  resumed: z.unknown(),
  again: z.unknown(),
  bugs: z.array(z.string()),
})
export type Answer = z.infer<typeof answerSchema>

/** A 20-file card and a place for imports of it that are disturbed at one I/O point each. */
export class ImportPoints {
  readonly card: string
  readonly #folder: string
  readonly #library: string
  #undisturbed = new Map<string, string>()
  #number = 0

  private constructor(folder: string, library: string) {
    this.#folder = folder
    this.#library = library
    this.card = join(folder, 'card')
  }

  /** Null where there is no C compiler to make the shim with. */
  static async prepare(folder: string): Promise<ImportPoints | null> {
    const library = compileShim(folder)
    if (library === null) return null
    const points = new ImportPoints(folder, library)
    await makeTwentyFiles(points.card)
    return points
  }

  /** Runs the import undisturbed. @returns how many I/O points it has */
  async count(): Promise<number> {
    const home = this.#newHome()
    const child = this.startChild()
    const { count } = await child.order(home, 'broken', Number.MAX_SAFE_INTEGER)
    await child.end()
    this.#undisturbed = contentsOf(home)
    if (this.#undisturbed.size !== 2 * FILES) throw new Error(`undisturbed: ${this.#undisturbed.size} files`)
    return count
  }

  /** Kills a process that imports at its k-th I/O point, and resumes the import here. @returns what was broken */
  async killAt(k: number): Promise<string[]> {
    const home = this.#newHome()
    const child = this.startChild()
    await child.order(home, 'kill', k).catch(() => null) // it was killed
    await child.end()
    const broken = [...this.#halfFiles(home), ...(await this.#goOn(home)), ...(await this.#check(home))]
    if (broken.length === 0) rmSync(home, { recursive: true, force: true })
    return broken
  }

  /** What a user does after a crash: goes on with the import, or begins it where it had not begun. */
  async #goOn(home: string): Promise<string[]> {
    await using kit = await openIngestKit(
      join(home, 'library'),
      DESTINATIONS.map((name) => join(home, name)),
      datesByName,
    )
    const imports = await kit.catalog.imports()
    if (imports.some((known) => known.state === 'done')) return []
    const open = imports[0]
    const options = importOptions(join(home, 'pictures'), { second: join(home, 'second') })
    const { error } = open ? await resumeImport(kit, open.id) : await importCard(kit, this.card, options)
    return error ? [`not resumed: ${error.code} ${JSON.stringify(error.params)}`] : []
  }

  /** Lets I/O fail from or at the k-th point; the child goes on when the fault is gone. @returns what was broken */
  async faultAt(child: ImportChild, fault: Fault, k: number): Promise<string[]> {
    const home = this.#newHome()
    const { first, resumed, again, bugs } = await child.order(home, fault, k)
    const broken = [...bugs]
    if (typeof first === 'string') broken.push(`not told in words: ${first}`)
    if (resumed !== null) broken.push(`not resumed: ${JSON.stringify(resumed)}`)
    if (again !== null) broken.push(`not imported again: ${JSON.stringify(again)}`)
    broken.push(...(await this.#check(home)))
    if (broken.length === 0) rmSync(home, { recursive: true, force: true })
    return broken
  }

  startChild(): ImportChild {
    return new ImportChild(this.#folder, this.#library, this.card, this.#number++)
  }

  #newHome(): string {
    const home = join(this.#folder, 'homes', String(this.#number++))
    for (const name of DESTINATIONS) mkdirSync(join(home, name), { recursive: true })
    return home
  }

  /** Files under a final name whose content is not that of a file on the card. */
  #halfFiles(home: string): string[] {
    const whole = new Set(this.#undisturbed.values())
    return [...contentsOf(home)].filter(([, hash]) => !whole.has(hash)).map(([path]) => `half file ${path}`)
  }

  async #check(home: string): Promise<string[]> {
    const broken: string[] = []
    const found = contentsOf(home)
    for (const [path, hash] of this.#undisturbed)
      if (found.get(path) !== hash) broken.push(`lost or wrong ${path}`)
    for (const path of found.keys()) if (!this.#undisturbed.has(path)) broken.push(`doubled ${path}`)
    for (const folder of DESTINATIONS) {
      const checked: unknown = await verifyFolder(join(home, folder)).catch(String)
      const whole = { files: FILES, ok: FILES, changed: [], missing: [], unlisted: [] }
      if (!isDeepStrictEqual(checked, whole)) broken.push(`manifest of ${folder}: ${JSON.stringify(checked)}`)
      if (existsSync(join(home, folder, '.incoming'))) broken.push(`parts left in ${folder}`)
    }
    return [...broken, ...wrongInCatalog(join(home, 'library', 'catalog.sqlite'))]
  }
}

/** Read by plain SQL, so that nothing of the product tells about itself. */
function wrongInCatalog(path: string): string[] {
  const database = new Database(path, { readonly: true })
  try {
    const rows = fileRows.parse(
      database
        .prepare(
          `SELECT volumes.mount_path || '/' || folders.path || '/' || files.name AS path, lower(hex(files.sha256)) AS sha256,
             (SELECT count(*) FROM file_copies WHERE file = files.number) AS copies, files.photo AS photo
           FROM files JOIN folders ON folders.number = files.folder
             JOIN volumes ON volumes.number = folders.volume`,
        )
        .all(),
    )
    const broken = rows.flatMap((row) => {
      const hash = existsSync(row.path) ? hashOf(row.path) : 'missing'
      if (hash !== row.sha256) return [`catalogued but ${hash}: ${row.path}`]
      return row.copies === 2 ? [] : [`${row.copies} copies noted of ${row.path}`]
    })
    const photos = new Set(rows.map((row) => row.photo)).size
    if (photos !== PHOTOS || rows.length !== FILES)
      broken.push(`catalog: ${photos} photos, ${rows.length} files`)
    return broken
  } finally {
    database.close()
  }
}

const fileRows = z.array(
  z.object({ path: z.string(), sha256: z.string(), copies: z.number(), photo: z.number() }),
)

/** A process with the shim that imports on request. */
export class ImportChild {
  readonly #process: ChildProcess
  readonly #lines: AsyncIterator<string>
  readonly #card: string
  readonly #ended: Promise<unknown>
  #errors = ''

  constructor(folder: string, library: string, card: string, number: number) {
    const page = join(folder, `control-${number}`)
    new ShimControl(page, true).close()
    this.#card = card
    this.#process = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts')], {
      env: {
        ...process.env,
        LD_PRELOAD: library,
        IO_SHIM_CONTROL: page,
        IO_SHIM_PATH: join(folder, 'homes'),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    this.#ended = new Promise((resolve) => this.#process.on('close', resolve))
    this.#process.stderr!.on('data', (chunk: Buffer) => (this.#errors += chunk.toString()))
    this.#lines = createInterface({ input: this.#process.stdout! })[Symbol.asyncIterator]()
  }

  /** @throws Error when the process ended instead of answering */
  async order(home: string, fault: Fault, trigger: number): Promise<Answer> {
    this.#process.stdin!.write(`${JSON.stringify({ card: this.#card, home, fault, trigger })}\n`)
    const { value, done } = await this.#lines.next()
    if (done) throw new Error(`the import process ended: ${this.#errors.slice(-2000)}`)
    return answerSchema.parse(JSON.parse(value))
  }

  async end(): Promise<void> {
    this.#process.stdin!.end()
    await this.#ended
  }
}

/** Each counts as a volume of its own. */
export const DESTINATIONS = ['pictures', 'second']

const PHOTOS = 17
const FILES = 20

/** 20 files in 17 photos: JPEGs, sidecars, a voice memo; one larger than a chunk of the copy. */
async function makeTwentyFiles(card: string): Promise<void> {
  const folder = join(card, 'DCIM', '100NIKON')
  mkdirSync(folder, { recursive: true })
  for (let index = 1; index <= PHOTOS; index++) {
    const path = join(folder, `DSC_${String(index).padStart(4, '0')}.JPG`)
    await makeJpeg(path, {
      seed: index,
      width: 120,
      height: 80,
      takenAt: `2025:02:0${1 + (index % 3)} 10:00:${10 + index}`,
    })
  }
  writeFileSync(
    join(folder, 'DSC_0001.JPG'),
    Buffer.concat([readFileSync(join(folder, 'DSC_0001.JPG')), Buffer.alloc(9_000_000, 7)]),
  )
  for (const name of ['DSC_0003.xmp', 'DSC_0009.JPG.xmp', 'DSC_0012.WAV'])
    writeFileSync(join(folder, name), `content of ${name}`)
}

/** Hash of every file under a final name in both destinations. */
function contentsOf(home: string): Map<string, string> {
  const contents = new Map<string, string>()
  for (const folder of DESTINATIONS) {
    for (const entry of readdirSync(join(home, folder), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (!entry.isFile() || path.includes('/.incoming/') || path.includes('/ascmhl/')) continue
      contents.set(path.slice(home.length), hashOf(path))
    }
  }
  return contents
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}

/** `wanted` points spread over all, the first and the last among them. */
export function spread(points: number, wanted: number): number[] {
  const count = Math.min(points, wanted)
  return Array.from(
    { length: count },
    (_, index) => 1 + Math.round((index * (points - 1)) / Math.max(1, count - 1)),
  )
}

/** Works through a list, two at a time. */
export async function twoAtATime<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) await work(items[at]!)
  }
  await Promise.all([lane(), lane()])
}
