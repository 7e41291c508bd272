import { AppError } from '../../../shared/errors.ts'
import type { PhotoId } from '../../../shared/ids.ts'
import type { Engine } from '../engine.ts'
import { findPhotos } from './find-photos.ts'
import { os } from './implementer.ts'

export const photosRouter = {
  view: os.photos.view.handler(({ context, input }) => context.catalog.view(input)),
  facets: os.photos.facets.handler(({ context, input }) => context.catalog.facets(input.source)),
  cells: os.photos.cells.handler(({ context, input }) => context.catalog.cells(input.slots)),
  detail: os.photos.detail.handler(async ({ context, input }) => {
    const id = 'id' in input ? input.id : photoInSlot(context, input.slot)
    const [detail, fullPreview] = await Promise.all([context.catalog.detail(id), context.previews.best(id)])
    return { ...detail, fullPreview }
  }),
  details: os.photos.details.handler(({ context, input }) =>
    Promise.all(input.slots.map((slot) => context.catalog.detail(photoInSlot(context, slot)))),
  ),
  files: os.photos.files.handler(async ({ context, input }) => {
    const files = await context.catalog.filesOf(input.id)
    return files.map(({ id, volumeId, folder, name, role, bytes, sha256, metadata }) => ({
      id,
      path: context.volumes.resolve(volumeId, folder, name) ?? name,
      role,
      bytes,
      sha256,
      metadata,
    }))
  }),
  find: os.photos.find.handler(({ context, input }) => findPhotos(context, input.photo)),
  allTags: os.photos.allTags.handler(async ({ context, input }) => {
    const { files, faceFileId } = await context.catalog.detail(input.id)
    const face = files.find((file) => file.id === faceFileId) ?? files[0]
    if (!face || face.missing) throw new AppError('file-missing', { path: face?.path ?? '' })
    return context.metadata.readAllTags(face.path)
  }),
  histogram: os.photos.histogram.handler(({ context, input }) => context.previews.histogram(input.id)),
  wantPreviews: os.photos.wantPreviews.handler(({ context, input }) => {
    context.previews.want(input.size, input.slots)
    return {}
  }),
}

function photoInSlot(engine: Engine, slot: number): PhotoId {
  const id = engine.catalog.idOf(slot)
  if (!id) throw new AppError('not-found', { what: 'This photo' })
  return id
}
