/** Text for comparing names the way a person would: without case, accents, width or spaces. */
export function foldedText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\s]+/gu, '')
    .toLowerCase()
    .normalize('NFC')
}
