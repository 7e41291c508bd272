import { AppError } from '../../../shared/errors.ts'
import { makeFolder } from '../../make-folder.ts'
import { browseFolder, browseStart } from '../browse-folder.ts'
import { absolutePath } from './absolute-path.ts'
import { os } from './implementer.ts'

export const foldersRouter = {
  tree: os.folders.tree.handler(async ({ context }) => {
    const [folders, volumes] = await Promise.all([context.catalog.folders(), context.volumes.list()])
    const connected = new Set(
      volumes.filter((volume) => volume.mountPath !== null).map((volume) => volume.id),
    )
    return folders.map((folder) => ({ ...folder, connected: connected.has(folder.volumeId) }))
  }),
  browse: os.folders.browse.handler(async ({ context, input }) =>
    input.path === null ? browseStart(await context.volumes.list()) : browseFolder(absolutePath(input.path)),
  ),
  create: os.folders.create.handler(({ input }) => {
    const path = absolutePath(input.path)
    try {
      makeFolder(path)
    } catch (error) {
      throw new AppError('folder-not-writable', { path }, { cause: error })
    }
    return { path }
  }),
  add: os.folders.add.handler(({ context, input }) => context.indexFolder(absolutePath(input.path))),
}
