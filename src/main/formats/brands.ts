/** The format an ISO-BMFF file declares by its brands (ISO/IEC 14496-12, 23008-12), under ExifTool's name. */
export function brandFormat(major: string, compatible: string): string {
  const exact = BRANDS[major]
  if (exact) return exact
  if (major.startsWith('3g')) return '3GP'
  if (major.startsWith('M4V')) return 'M4V'
  if (major.startsWith('M4A')) return 'M4A'
  return compatible.includes('qt  ') ? 'MOV' : 'MP4'
}

const BRANDS: Readonly<Record<string, string>> = {
  heic: 'HEIC',
  heix: 'HEIF',
  heim: 'HEIC',
  heis: 'HEIC',
  mif1: 'HEIF',
  msf1: 'HEIF',
  hevc: 'HEICS',
  avif: 'AVIF',
  avis: 'AVIF',
  'crx ': 'CR3',
  'qt  ': 'MOV',
  'jxl ': 'JXL',
}
