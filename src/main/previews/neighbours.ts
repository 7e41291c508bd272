import type { Catalog } from '../catalog/catalog.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { VolumeService } from '../volumes/volume-service.ts'

/** What the previews use of the other parts. */
export type PreviewCatalog = Pick<
  Catalog,
  'columns' | 'idOf' | 'detail' | 'filesOf' | 'setPictures' | 'onChange'
>
export type PreviewVolumes = Pick<VolumeService, 'resolve'>
export type PreviewJobs = Pick<Jobs, 'start'>
