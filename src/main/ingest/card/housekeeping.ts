import { extensionOf, fileKindOf, isMedia } from '../../grouping/file-kind.ts'

/** Indexes, print orders and settings that cameras write for themselves, by extension. */
const extensions = new Set(
  'dsc ctg mrk ind bdm bdmv cpi mpl tdt tid bin bnp int dat pod bup ifo inp ini log db fw upd lck'.split(' '),
)
/** Folders that cameras and systems keep for themselves wherever they are. */
const folders = new Set([
  'misc',
  'lost.dir',
  'android',
  'avf_info',
  'database',
  'canonmsc',
  'nikonmsc',
  'playlist',
  'clipinf',
])

/**
 * True for what cameras keep on a card for their own use. It is nobody's photo: it is not copied, and the card is
 * safe to format without it.
 */
export function isHousekeeping(folder: string, name: string): boolean {
  if (isMedia(fileKindOf(name))) return false
  return (
    extensions.has(extensionOf(name)) ||
    folder.split('/').some((part) => folders.has(part.toLowerCase())) ||
    // Sony's XML indexes of the card; the XML of a clip lies beside the clip.
    /^(?:MEDIAPRO|STATUS|DISCMETA|CUEUP)\.XML$/i.test(name)
  )
}
