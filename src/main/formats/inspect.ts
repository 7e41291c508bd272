import type { EmbeddedPicture } from '../../shared/embedded.ts'
import { ByteSource, type ReadAt } from './byte-source.ts'
import { findInPng, findInPsd, findInWebp } from './chunk-pictures.ts'
import { findInCr3 } from './cr3-pictures.ts'
import { noFindings, type Findings } from './findings.ts'
import { findInHeif } from './heif-pictures.ts'
import { readJpegHeader } from './jpeg.ts'
import { findInJpeg } from './jpeg-pictures.ts'
import { findInCrw, findInMrw, findInRaf, findInX3f } from './raw-pictures.ts'
import { sniffFormat } from './sniff.ts'
import { findInTiff } from './tiff-pictures.ts'

/** Bytes of a file's beginning that hold nearly everything the walkers need. */
export const HEAD_BYTES = 65_536

/** What a file says about its pictures, without decoding any. */
export interface FileInspection {
  /** ExifTool's name; null when it is no format we know. */
  format: string | null
  /** EXIF 1–8 of the main picture; null where nothing says. */
  orientation: number | null
  /** Largest picture named, as stored; for RAW the sensor's. 0 where nothing says. */
  width: number
  height: number
  /** EXIF says AdobeRGB. Counts only where no ICC profile says otherwise. */
  adobeRgb: boolean
  /** The main picture is a JPEG with an ICC profile. */
  hasIcc: boolean
  /** Largest first. */
  embedded: EmbeddedPicture[]
}

/**
 * Looks into a file of any kind. Never throws for a bad file, whatever its bytes; errors of `readAt` pass through.
 *
 * @param head the first bytes of the file, HEAD_BYTES where it is as long
 */
export async function inspectFile(
  head: Uint8Array,
  fileSize: number,
  readAt: ReadAt,
  name: string,
): Promise<FileInspection> {
  const source = new ByteSource(head, fileSize, readAt)
  const format = sniffFormat(head, name)
  const findings = noFindings()
  await findIn(source, format, findings)
  return {
    format,
    orientation: findings.orientation,
    width: findings.width,
    height: findings.height,
    adobeRgb: findings.adobeRgb,
    hasIcc: findings.hasIcc,
    embedded: await verified(source, findings),
  }
}

function findIn(source: ByteSource, format: string | null, findings: Findings): Promise<void> {
  switch (format) {
    case 'JPEG':
    case 'THM':
    case 'MPO':
      return findInJpeg(source, 0, findings)
    case 'CR3':
      return findInCr3(source, findings)
    case 'HEIC':
    case 'HEIF':
    case 'HEICS':
    case 'AVIF':
      return findInHeif(source, findings)
    case 'RAF':
      return findInRaf(source, findings)
    case 'CRW':
      return findInCrw(source, findings)
    case 'MRW':
      return findInMrw(source, findings)
    case 'X3F':
      return findInX3f(source, findings)
    case 'PNG':
      return findInPng(source, findings)
    case 'WEBP':
    case 'Extended WEBP':
      return findInWebp(source, findings)
    case 'PSD':
    case 'PSB':
      return findInPsd(source, findings)
    default:
      return findInTiff(source, 0, findings)
  }
}

async function verified(source: ByteSource, findings: Findings): Promise<EmbeddedPicture[]> {
  const pictures: EmbeddedPicture[] = []
  for (const { offset, bytes } of findings.candidates) {
    if (offset + bytes > source.size) continue
    const header = await readJpegHeader(source, offset)
    if (header?.viewable) pictures.push({ offset, bytes, width: header.width, height: header.height })
  }
  return pictures.sort((a, b) => b.width * b.height - a.width * a.height || b.bytes - a.bytes)
}
