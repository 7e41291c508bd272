import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** The user's own folder for pictures, which on Linux may have any name (`画像`). */
export function picturesFolder(home = homedir(), platform = process.platform): string {
  return (platform === 'linux' && xdgPictures(home)) || join(home, 'Pictures')
}

export function defaultLibraryFolder(): string {
  return join(picturesFolder(), 'Image Space Library')
}

/** From user-dirs.dirs, whose lines are `XDG_PICTURES_DIR="$HOME/画像"` or an absolute path (xdg-user-dirs). */
function xdgPictures(home: string): string | null {
  const config = process.env['XDG_CONFIG_HOME'] || join(home, '.config')
  let text: string
  try {
    text = readFileSync(join(config, 'user-dirs.dirs'), 'utf8')
  } catch {
    return null
  }
  const value = /^XDG_PICTURES_DIR="(.*)"$/m.exec(text)?.[1]
  if (!value) return null
  const path = resolve(value.replace(/^\$HOME(?=\/|$)/, home))
  // The home folder itself is the standard's way to say "none".
  return path === resolve(home) ? null : path
}
