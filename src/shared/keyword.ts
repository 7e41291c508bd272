/** A keyword as the user wrote it: no spaces around it, one between words, composed form (NFC). */
export function keywordText(written: string): string {
  return written.normalize('NFC').replace(/\s+/gu, ' ').trim()
}

/**
 * What makes two spellings one keyword. Lower case of upper case is the nearest to Unicode case folding that the
 * language has: ß and SS, ς and σ are the same.
 */
export function keywordKey(written: string): string {
  return keywordText(written).toUpperCase().toLowerCase().replaceAll('ς', 'σ').normalize('NFC')
}
