import { accountRouter } from './account-router.ts'
import { appRouter } from './app-router.ts'
import { cardsRouter, importsRouter, manifestsRouter } from './cards-router.ts'
import { editsRouter } from './edits-router.ts'
import { foldersRouter } from './folders-router.ts'
import { os } from './implementer.ts'
import { albumsRouter, jobsRouter, keywordsRouter, volumesRouter } from './lists-router.ts'
import { photosRouter } from './photos-router.ts'
import { syncRouter } from './sync-router.ts'

/** The contract, answered. */
export const router = os.router({
  app: appRouter,
  photos: photosRouter,
  edits: editsRouter,
  albums: albumsRouter,
  keywords: keywordsRouter,
  folders: foldersRouter,
  volumes: volumesRouter,
  cards: cardsRouter,
  imports: importsRouter,
  manifests: manifestsRouter,
  sync: syncRouter,
  account: accountRouter,
  jobs: jobsRouter,
})
