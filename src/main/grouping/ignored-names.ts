/**
 * Names that are never somebody's photo: hidden files (also AppleDouble `._*` and Android's `.trashed-*`), what
 * systems keep on every volume, thumbnail stores of other programs and of cameras. Folders and files alike.
 */
const ignored = new Set([
  'system volume information',
  '$recycle.bin',
  'recycler',
  'lost+found',
  'thumbs.db',
  'desktop.ini',
  '@eadir',
  '#recycle',
  '#snapshot',
  '__macosx',
  'ascmhl',
  // Sony (M4ROOT) and Panasonic (AVCHD) keep thumbnails of clips in these.
  'thmbnl',
  'avchdtn',
])

/** Folders of other programs that hold previews by the thousand. */
const ignoredEndings = ['.lrdata', '.cocatalogdb', '.photoslibrary', '.aplibrary']

export function isIgnoredName(name: string): boolean {
  const folded = name.toLowerCase()
  return (
    name.startsWith('.') || ignored.has(folded) || ignoredEndings.some((ending) => folded.endsWith(ending))
  )
}

/** True when the file or any folder above it, up to the folder that was chosen, has an ignored name. */
export function isIgnoredPath(folder: string, name: string): boolean {
  return isIgnoredName(name) || folder.split('/').some((part) => part !== '' && isIgnoredName(part))
}
