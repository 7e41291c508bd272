import { extname } from 'node:path'
import { Thread } from '../thread/thread.ts'
import type { CatalogFiles } from './catalog-files.ts'
import type { CheckerMethods } from './checker.ts'
import type { ReaderMethods } from './reader.ts'
import type { WriterMethods } from './writer.ts'

/** What the threads of the catalog do; one method table each, in the file of that name. */
export interface WorkerRoles {
  writer: WriterMethods
  reader: ReaderMethods
  checker: CheckerMethods
}

export interface WorkerStart {
  role: keyof WorkerRoles
  files: CatalogFiles
}

/** A thread of the catalog. Calls are carried out in the order they are made. */
export class WorkerThread<Role extends keyof WorkerRoles> extends Thread<WorkerRoles[Role]> {
  constructor(role: Role, files: CatalogFiles) {
    const start: WorkerStart = { role, files: { path: files.path, backups: files.backups } }
    // The bundled app starts the bundled worker, the sources start the source.
    super(new URL(`./catalog-worker${extname(new URL(import.meta.url).pathname)}`, import.meta.url), start)
  }
}
