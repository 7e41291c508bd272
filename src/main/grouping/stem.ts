import { extensionOf, fileKindOf, isMedia } from './file-kind.ts'

/** Equal for names that a file system somewhere would take for the same: case and Unicode form folded. */
export function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC')
}

export function stemOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

// Pixel phones write one shot as X.RAW-01.COVER.jpg and X.RAW-02.ORIGINAL.dng; Sony's XML of C0001.MP4 is C0001M01.XML.
const pixelPart = /\.(?:raw|portrait|night|mp|mv)(?:-\d\d\.(?:cover|original|main))?$/i
const sonyXml = /^(c\d{4,})m\d\d$/i

/** The part of a picture's or clip's name that its companions share. */
export function mediaStem(name: string): string {
  return stemOf(name).replace(pixelPart, '')
}

/**
 * What a companion is named after: `picture` when the name holds a picture's whole name (DSC_1.NEF.xmp), always
 * the stem.
 */
export function companionTarget(name: string): { stem: string; picture: string | null } {
  const stem = stemOf(name)
  if (isMedia(fileKindOf(stem))) return { stem: mediaStem(stem), picture: stem }
  const sony = extensionOf(name) === 'xml' ? sonyXml.exec(stem)?.[1] : undefined
  return { stem: (sony ?? stem).replace(pixelPart, ''), picture: null }
}

/** Folder whose pictures a companion belongs to: Nikon keeps its .nksc in NKSC_PARAM, Capture One its .cos below. */
export function companionFolder(folder: string): string {
  return folder.replace(/(^|\/)(?:NKSC_PARAM|CaptureOne\/Settings\d*)$/i, '')
}

// -Edit, _edited-2, ~2, " copy", " (1)", -HDR, -Enhanced-NR …
const wordSuffix = /^[-_ ~.+]+\p{L}/u
const numberSuffix = /^(?:[-_~]\d{1,2}| ?\(\d{1,3}\))$/
const appleEdited = /^(IMG_)E(\d{4})$/i
const namedAfterTime = /(?:19|20)\d{6}[-_ ]?\d{6}/

/**
 * Stems this one may be an edited version of, longest first. A shared capture time has to confirm it; `weak` where
 * that must include the subsecond, because phones name a second shot of the same second X_1.
 */
export function baseStems(stem: string): { stem: string; weak: boolean }[] {
  const bases: { stem: string; weak: boolean }[] = []
  for (let end = stem.length - 1; end > 0; end--) {
    const base = stem.slice(0, end)
    const suffix = stem.slice(end)
    if (numberSuffix.test(suffix)) bases.push({ stem: base, weak: namedAfterTime.test(base) })
    else if (wordSuffix.test(suffix)) bases.push({ stem: base, weak: false })
  }
  const apple = appleEdited.exec(stem)
  if (apple?.[1] && apple[2]) bases.push({ stem: apple[1] + apple[2], weak: false })
  return bases
}
