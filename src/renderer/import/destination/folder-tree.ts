import type { ImportPlan } from '../../../shared/import.ts'

export interface FolderTreeRow {
  key: string
  /** A folder on the way, the folder with photos, or a name in it. */
  kind: 'above' | 'folder' | 'name'
  text: string
  depth: number
  photos: number | null
}

/** Folders as an indented list: those that several share stand once. */
export function folderTree(preview: ImportPlan['preview']): FolderTreeRow[] {
  const rows: FolderTreeRow[] = []
  const shown = new Set<string>()
  for (const { folder, photos, names } of preview) {
    const parts = folder === '' ? [] : folder.split('/')
    parts.forEach((text, depth) => {
      const key = parts.slice(0, depth + 1).join('/')
      const last = depth === parts.length - 1
      if (!last && shown.has(key)) return
      shown.add(key)
      rows.push({
        key: `${key}/`,
        kind: last ? 'folder' : 'above',
        text,
        depth,
        photos: last ? photos : null,
      })
    })
    for (const name of names) {
      rows.push({ key: `${folder}/${name}`, kind: 'name', text: name, depth: parts.length, photos: null })
    }
  }
  return rows
}
