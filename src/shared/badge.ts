import type { FileRole } from './photo.ts'

/** What a cell says of a photo's files: `R+J`, `RAW`, `JPEG`, `HEIC`, `MOV` … Lead file first. */
export function badgeOf(files: readonly { role: FileRole; name: string }[]): string {
  const has = (role: FileRole) => files.some((file) => file.role === role)
  if (has('raw')) return has('jpeg') ? 'R+J' : has('heif') ? 'R+H' : 'RAW'
  if (has('jpeg')) return 'JPEG'
  const name = files[0]?.name ?? ''
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toUpperCase() : ''
}
