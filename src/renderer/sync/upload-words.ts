import type { UploadStatus } from '../../shared/sync-status.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'

/** What waits to be uploaded: the bytes of files where there are any, else how many previews. */
export function uploadWords(
  { files, bytes, previews }: UploadStatus,
  { panel }: Text['sync'],
  format: Format,
): string {
  return files > 0 ? format.bytes(bytes) : panel.uploadsOf(format, 0, previews)
}

/** `6.2 MB/s, 5 min left`; nothing while nothing is sent. */
export function uploadPace({ bytes, bytesPerSecond }: UploadStatus, text: Text): string {
  if (bytesPerSecond === 0) return ''
  const { units, jobs } = text.import
  const left = text.sync.panel.left(units.roughDuration(bytes / bytesPerSecond))
  return [units.rate(bytesPerSecond), left].join(jobs.comma)
}
