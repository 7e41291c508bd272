export type DecoderKind = 'sharp' | 'heif' | 'raw' | 'psd' | 'jxl' | 'bmp'

const FORMATS: Readonly<Record<DecoderKind, string>> = {
  sharp: 'JPEG THM MPO PNG TIFF BTF WEBP ExtendedWEBP AVIF GIF',
  heif: 'HEIC HEIF HEICS',
  raw:
    '3FR ARW CR2 CR3 CRW DCR DCS DNG ERF FFF GPR IIQ K25 KDC MEF MOS MRW NEF NRW ORF ORI PEF RAF RAW RW2 RWL SR2 SRF ' +
    'SRW X3F',
  psd: 'PSD PSB',
  jxl: 'JXL JXLCodestream',
  bmp: 'BMP',
}

const kinds = new Map<string, DecoderKind>()
for (const [kind, formats] of Object.entries(FORMATS)) {
  // Keys of the record above.
  for (const format of formats.split(' ')) kinds.set(format, kind as DecoderKind)
}

/** Which decoder reads the main picture of a format of ExifTool's name; null: none does. */
export function decoderFor(format: string | null): DecoderKind | null {
  return kinds.get(format?.replace(' ', '') ?? '') ?? null
}
