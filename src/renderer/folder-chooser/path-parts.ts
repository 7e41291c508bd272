/** The folder in which a typed path would be completed: all up to its last separator, of any system. */
export function folderPartOf(typed: string): string | null {
  const end = Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\'))
  if (end < 0) return null
  const folder = typed.slice(0, end)
  // The separator belongs to a root: `/`, `C:\`.
  return folder === '' || /^[A-Za-z]:$/.test(folder) ? typed.slice(0, end + 1) : folder
}

/** A name inside a folder, in the folder's own style. */
export function pathInside(folder: string, name: string): string {
  const separator = folder.includes('\\') ? '\\' : '/'
  return folder.endsWith(separator) ? `${folder}${name}` : `${folder}${separator}${name}`
}
