import { access, constants } from 'node:fs/promises'
import type { BacklogItem, CatalogFile, FileUpdate } from '../catalog/catalog.ts'
import type { JobContext } from '../jobs/jobs.ts'
import { ContentHashes } from './content-hashes.ts'
import type { IndexDeps } from './index-folder.ts'

/** Fills in, as jobs in the background, what was left out when files were added: slow metadata and content hashes. */
export interface BackgroundReader {
  /** Something was added: look at the backlog again. */
  wake(): void
  /** Resolves once the backlog is worked off, as far as its files can be read now. */
  settled(): Promise<void>
}

interface Task {
  kind: 'metadata' | 'hashes'
  backlog: 'metadata' | 'hash'
  lacks(file: CatalogFile): boolean
  /** What was found out; null when the file cannot be read now. */
  read(file: CatalogFile, path: string, tools: Tools): Promise<FileUpdate | null>
}

interface Tools {
  hashes: ContentHashes
  onRead: (bytes: number) => void
}

const PHOTOS_AT_ONCE = 50

export function createBackgroundReader(deps: IndexDeps): BackgroundReader {
  const tasks = [metadataTask(deps), hashTask].map(
    (task) => ({ task, running: null, woken: false }) as Running,
  )

  return {
    wake() {
      for (const entry of tasks) void workOff(entry)
    },
    async settled() {
      await Promise.all(tasks.map(workOff))
    },
  }

  /** Woken while it runs, it looks at the whole backlog once more. */
  function workOff(entry: Running): Promise<void> {
    entry.woken = true
    entry.running ??= (async () => {
      while (entry.woken) {
        entry.woken = false
        if ((await deps.catalog.backlog(entry.task.backlog, 1)).length > 0) await runJob(entry.task, deps)
      }
    })().finally(() => {
      entry.running = null
    })
    return entry.running
  }
}

interface Running {
  task: Task
  running: Promise<void> | null
  woken: boolean
}

function runJob(task: Task, deps: IndexDeps): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  deps.jobs.start({ kind: task.kind, subject: '', canPause: true, canCancel: true }, async (context) => {
    const hashes = new ContentHashes(context)
    try {
      await readBacklog(task, deps, context, hashes)
    } finally {
      await hashes.close()
      resolve()
    }
  })
  return promise
}

async function readBacklog(
  task: Task,
  deps: IndexDeps,
  context: JobContext,
  hashes: ContentHashes,
): Promise<void> {
  let itemsDone = 0
  let bytesDone = 0
  const onRead = (bytes: number) => context.progress({ bytesDone: (bytesDone += bytes) })
  for (let after = -1; ;) {
    const items = await deps.catalog.backlog(task.backlog, PHOTOS_AT_ONCE, after)
    const last = items.at(-1)?.slot ?? -1
    if (last <= after) return
    after = last
    for (const file of items.flatMap((item: BacklogItem) => item.files.filter(task.lacks))) {
      await context.whenRunning()
      const path = file.missing ? null : deps.volumes.resolve(file.volumeId, file.folder, file.name)
      const update = path === null ? null : await task.read(file, path, { hashes, onRead })
      if (update) await deps.catalog.updateFiles([update])
      context.progress({ itemsDone: ++itemsDone })
    }
  }
}

function metadataTask({ metadata }: IndexDeps): Task {
  return {
    kind: 'metadata',
    backlog: 'metadata',
    lacks: (file) => file.metadataComplete !== true,
    async read(file, path) {
      const [fast] = (await isReadable(path)) ? await metadata.readFast([path]) : []
      if (!fast) return null
      return {
        fileId: file.id,
        metadata: fast.complete ? fast.metadata : await metadata.readFull(path),
        metadataComplete: true,
        embedded: fast.embedded,
      }
    },
  }
}

function isReadable(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}

const hashTask: Task = {
  kind: 'hashes',
  backlog: 'hash',
  lacks: (file) => file.sha256 === null,
  async read(file, path, { hashes, onRead }) {
    const sha256 = await hashes.of(path, onRead)
    return sha256 === null ? null : { fileId: file.id, sha256 }
  },
}
