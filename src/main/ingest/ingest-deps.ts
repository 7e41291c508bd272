import type { Clock, RandomSource } from '../../shared/random.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { MetadataReader } from '../metadata/metadata-reader.ts'
import type { VolumeService } from '../volumes/volume-service.ts'

/** What importing needs of the other parts of the engine. */
export interface IngestDeps {
  readonly catalog: Catalog
  readonly metadata: Pick<MetadataReader, 'readFast' | 'readFull'>
  readonly volumes: Pick<VolumeService, 'locate' | 'list'>
  readonly jobs: Pick<Jobs, 'start' | 'onChange'>
  readonly random: RandomSource
  readonly clock: Clock
  /** Of the program, for manifests. */
  readonly version: string
  /** Photos were added: their previews can be made. */
  readonly onAdded: () => void
  readonly onBug: (error: unknown) => void
}
