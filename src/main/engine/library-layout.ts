import { join } from 'node:path'

/** Where things are inside a library's folder. Originals are not among them: they stay where the user keeps them. */
export interface LibraryLayout {
  readonly root: string
  readonly catalog: string
  readonly previews: string
  readonly backups: string
  readonly settings: string
  /** Held locked by the engine as long as it lives; its content means nothing. */
  readonly lock: string
  /** Tells who wants to attach where the running engine listens. */
  readonly pointer: string
  readonly log: string
  readonly sampleCard: string
  /** Originals that were fetched from the image space to be looked at. */
  readonly originalCache: string
}

export function libraryLayout(root: string): LibraryLayout {
  return {
    root,
    catalog: join(root, 'catalog.db'),
    previews: join(root, 'previews.db'),
    backups: join(root, 'backups'),
    settings: join(root, 'settings.json'),
    lock: join(root, 'engine.lock'),
    pointer: join(root, 'engine.json'),
    log: join(root, 'logs', 'engine.log'),
    sampleCard: join(root, 'sample-card'),
    originalCache: join(root, 'original-cache'),
  }
}
