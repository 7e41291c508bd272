import { extensionOf, type FileKind } from './file-kind.ts'
import type { FileGroup, ListedFile } from './group-files.ts'
import { areStrangers, type ShotFacts } from './same-shot.ts'
import { fold, mediaStem } from './stem.ts'

/**
 * Groups pictures and clips that one exposure gave: one RAW, one JPEG, one HEIF and one clip of a name at most. Names
 * that differ only in case or Unicode form are taken for the same unless that would put two of a kind together.
 */
export function pairMedia<File extends ListedFile>(
  files: readonly File[],
  kindOf: (file: File) => FileKind,
  factsOf: (file: File) => ShotFacts | null,
): FileGroup<File>[] {
  const order = new Map(files.map((file, index) => [file, index]))
  const buckets = Map.groupBy(files, (file) => `${fold(file.folder)}/${fold(mediaStem(file.name))}`)
  const groups = [...buckets.values()].flatMap((bucket) => pairBucket(bucket, kindOf, factsOf))
  const first = (group: FileGroup<File>) =>
    Math.min(...group.members.map((member) => order.get(member.file) ?? 0))
  return groups
    .map((group) => ({ group, at: first(group) }))
    .sort((a, b) => a.at - b.at)
    .map(({ group }) => group)
}

function pairBucket<File extends ListedFile>(
  bucket: File[],
  kindOf: (file: File) => FileKind,
  factsOf: (file: File) => ShotFacts | null,
): FileGroup<File>[] {
  const groups: FileGroup<File>[] = []
  for (const file of bucket.toSorted((a, b) => rank(a) - rank(b))) {
    const fitting = groups.filter((group) => fits(group, file))
    const group = fitting.find((candidate) => sameSpelling(candidate, file)) ?? fitting[0]
    const kind = kindOf(file)
    if (!group) groups.push({ members: [{ file, role: kind === 'unknown' ? 'other' : kind }] })
    else group.members.push({ file, role: kind === 'video' ? 'motion' : kind === 'unknown' ? 'other' : kind })
  }
  return groups

  function rank(file: File): number {
    // A DNG may be a conversion of the camera's own RAW: the camera's leads.
    const converted = extensionOf(file.name) === 'dng' ? 0.5 : 0
    return ['raw', 'jpeg', 'heif', 'video', 'image'].indexOf(kindOf(file)) + converted
  }

  function fits(group: FileGroup<File>, file: File): boolean {
    const kind = kindOf(file)
    const kinds = group.members.map((member) => kindOf(member.file))
    if (kind === 'image' || kinds.includes('image') || kinds.includes('video') || kinds.includes(kind))
      return false
    return group.members.every((member) => !areStrangers(factsOf(member.file), factsOf(file)))
  }
}

function sameSpelling<File extends ListedFile>(group: FileGroup<File>, file: File): boolean {
  return group.members.some(
    (member) => member.file.folder === file.folder && mediaStem(member.file.name) === mediaStem(file.name),
  )
}
