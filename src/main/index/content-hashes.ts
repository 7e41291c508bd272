import type { ContentHash } from '../../shared/ids.ts'
import { CopyPool } from '../ingest/copy/copy-pool.ts'
import type { JobContext } from '../jobs/jobs.ts'

/** SHA-256 of files, read past the cache in a thread that is started when first needed. */
export class ContentHashes {
  readonly #pool = new CopyPool(1)

  constructor(context: Pick<JobContext, 'signal'>) {
    context.signal.addEventListener('abort', () => void this.#pool.close(), { once: true })
  }

  /** Null when the file cannot be read or the job is stopped. */
  async of(path: string, onRead?: (bytes: number) => void): Promise<ContentHash | null> {
    const outcome = await this.#pool.run({ kind: 'hash', path }, onRead)
    return outcome.kind === 'hashed' ? outcome.digests.sha256 : null
  }

  close(): Promise<void> {
    return this.#pool.close()
  }
}
