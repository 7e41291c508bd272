import { extensionOf, type FileKind } from './file-kind.ts'
import type { FileGroup, ListedFile } from './group-files.ts'
import { companionFolder, companionTarget, fold, mediaStem } from './stem.ts'

/**
 * Adds sidecars, voice memos, thumbnails of clips and other files that carry a picture's name to that picture's
 * group. Gives back those that belong to none.
 */
export function attachCompanions<File extends ListedFile>(
  groups: FileGroup<File>[],
  companions: readonly File[],
  kindOf: (file: File) => FileKind,
): File[] {
  if (companions.length === 0) return []
  const byStem = new Map<string, FileGroup<File>[]>()
  for (const group of groups)
    for (const key of new Set(group.members.map(({ file }) => keyOf(file.folder, mediaStem(file.name))))) {
      const known = byStem.get(key)
      if (known) known.push(group)
      else byStem.set(key, [group])
    }

  const orphans: File[] = []
  for (const file of companions) {
    const target = companionTarget(file.name)
    const candidates = byStem.get(keyOf(companionFolder(file.folder), target.stem)) ?? []
    const group = bestOf(candidates, file.name, target)
    const kind = kindOf(file)
    if (group) group.members.push({ file, role: kind === 'unknown' ? 'other' : kind })
    else orphans.push(file)
  }
  return orphans
}

function keyOf(folder: string, stem: string): string {
  return `${fold(folder)}/${fold(stem)}`
}

/** Several photos may share a stem: the one named in full wins, then the same spelling, then the first. */
function bestOf<File extends ListedFile>(
  candidates: FileGroup<File>[],
  name: string,
  target: { stem: string; picture: string | null },
): FileGroup<File> | undefined {
  const score = (group: FileGroup<File>): number => {
    const files = group.members.map((member) => member.file)
    const picture = target.picture
    let points = 0
    if (picture !== null && files.some((file) => file.name === picture)) points += 8
    if (picture !== null && files.some((file) => fold(file.name) === fold(picture))) points += 4
    if (files.some((file) => mediaStem(file.name) === target.stem)) points += 2
    if (extensionOf(name) === 'thm' && group.members.some((member) => member.role === 'video')) points += 1
    return points
  }
  return candidates.toSorted((a, b) => score(b) - score(a))[0]
}
