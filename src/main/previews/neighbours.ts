import type { FromSpace } from '../blobs/from-space.ts'
import type { OriginalCache } from '../blobs/original-cache.ts'
import type { Catalog } from '../catalog/catalog.ts'
import type { Jobs } from '../jobs/jobs.ts'
import type { VolumeService } from '../volumes/volume-service.ts'

/** What the previews use of the other parts. */
export type PreviewCatalog = Pick<
  Catalog,
  'columns' | 'idOf' | 'detail' | 'filesOf' | 'setPictures' | 'onChange'
>
export type PreviewVolumes = Pick<VolumeService, 'resolve'>
/** What other computers have stored in the image space. */
export type PreviewSpace = Pick<FromSpace, 'preview' | 'original'> & Pick<OriginalCache, 'find'>
export type PreviewJobs = Pick<Jobs, 'start'>
