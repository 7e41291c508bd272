import type { Metadata } from '../../../shared/metadata.ts'
import { reachesAll } from './note-format.ts'

/** Phones whose maker notes hold neither a serial number nor a lens: ExifTool would find nothing to add. */
const phones =
  /^(apple|google|huawei|honor|xiaomi|redmi|oneplus|oppo|vivo|realme|htc|lge|motorola|nokia|sony ericsson)\b/i

/** False where ExifTool would find more: formats of its own, serial, lens or ISO only in maker notes. */
export function isComplete(metadata: Metadata, more: boolean): boolean {
  if (!reachesAll(metadata.fileType)) return false
  if (!more || phones.test(metadata.make ?? '')) return true
  return metadata.serial !== null && metadata.lens !== null && metadata.iso !== null
}
