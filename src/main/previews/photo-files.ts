import type { PhotoId } from '../../shared/ids.ts'
import type { FileRole } from '../../shared/photo.ts'
import type { CatalogFile } from '../catalog/catalog.ts'
import type { PreviewCatalog } from './neighbours.ts'

/** Roles in which a file can lend its picture to the photo when its face cannot be shown. */
const STAND_INS: readonly FileRole[] = ['version', 'jpeg', 'heif', 'image', 'raw', 'video']

/** The files whose picture can stand for a photo: its face, then stand-ins. */
export async function pictureFiles(catalog: PreviewCatalog, photoId: PhotoId): Promise<CatalogFile[]> {
  const [{ faceFileId }, files] = await Promise.all([catalog.detail(photoId), catalog.filesOf(photoId)])
  const face = files.find((file) => file.id === faceFileId)
  const others = files
    .filter((file) => file !== face && STAND_INS.includes(file.role))
    .sort((a, b) => STAND_INS.indexOf(a.role) - STAND_INS.indexOf(b.role))
  const still = face?.role === 'video' ? files.filter((file) => /\.thm$/i.test(file.name)) : []
  return [...still, ...(face ? [face] : []), ...others]
}

/** Names the content that a preview was made from, so that it is made anew when that changes. */
export function sourceKey(file: CatalogFile): string {
  return `${file.id}:${file.bytes}:${file.mtime}`
}
