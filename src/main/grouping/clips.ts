import type { FileGroup, ListedFile } from './group-files.ts'
import type { ShotFacts } from './same-shot.ts'
import { fold } from './stem.ts'

/** Joins a clip to the still whose content identifier it carries, whatever their names: Live Photos that were renamed. */
export function joinClips<File extends ListedFile>(
  groups: readonly FileGroup<File>[],
  factsOf: (file: File) => ShotFacts | null,
): FileGroup<File>[] {
  const stills = new Map<string, FileGroup<File>>()
  for (const group of groups) {
    const key = keyOf(group)
    const hasClip = group.members.some(({ role }) => role === 'video' || role === 'motion')
    if (key && !hasClip && !stills.has(key)) stills.set(key, group)
  }
  if (stills.size === 0) return [...groups]

  const joined = new Set<FileGroup<File>>()
  for (const group of groups) {
    const key = keyOf(group)
    const still = key && group.members[0]?.role === 'video' ? stills.get(key) : undefined
    if (!key || !still) continue
    const members = group.members.map((member) =>
      member.role === 'video' ? { file: member.file, role: 'motion' as const } : member,
    )
    still.members.push(...members)
    stills.delete(key)
    joined.add(group)
  }
  return groups.filter((group) => !joined.has(group))

  function keyOf(group: FileGroup<File>): string | null {
    const lead = group.members[0]?.file
    const identifier = lead && factsOf(lead)?.contentIdentifier
    return lead && identifier ? `${fold(lead.folder)}/${identifier}` : null
  }
}
