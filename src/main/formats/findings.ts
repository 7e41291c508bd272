/** What the walkers of a file come across. They add; `locate-embedded.ts` checks and chooses. */
export interface Findings {
  /** Where an embedded JPEG may be. Not checked yet. */
  candidates: { offset: number; bytes: number }[]
  /** EXIF 1–8 of the main image; null while unknown. */
  orientation: number | null
  /** Largest picture the directories name, as stored; 0 while unknown. */
  width: number
  height: number
  /** EXIF says AdobeRGB (interoperability index R03). */
  adobeRgb: boolean
  /** The main picture is a JPEG with an ICC profile. */
  hasIcc: boolean
}

export function noFindings(): Findings {
  return { candidates: [], orientation: null, width: 0, height: 0, adobeRgb: false, hasIcc: false }
}

const MAX_CANDIDATES = 64

export function addCandidate(
  findings: Findings,
  offset: number | undefined,
  bytes: number | undefined,
): void {
  if (offset === undefined || bytes === undefined || offset <= 0 || bytes < 64) return
  if (findings.candidates.length >= MAX_CANDIDATES) return
  if (findings.candidates.some((known) => known.offset === offset)) return
  findings.candidates.push({ offset, bytes })
}

export function addSize(findings: Findings, width: number | undefined, height: number | undefined): void {
  if (!width || !height || width * height <= findings.width * findings.height) return
  findings.width = width
  findings.height = height
}

/** For formats whose main picture says its own size: EXIF may be left over from a larger one. */
export function setSize(findings: Findings, width: number, height: number): void {
  findings.width = width
  findings.height = height
}

export function addOrientation(findings: Findings, orientation: number | undefined): void {
  if (findings.orientation !== null || orientation === undefined) return
  if (orientation >= 1 && orientation <= 8) findings.orientation = orientation
}
