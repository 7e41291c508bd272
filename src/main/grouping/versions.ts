import { extensionOf } from './file-kind.ts'
import type { FileGroup, ListedFile } from './group-files.ts'
import { sameMoment, type ShotFacts } from './same-shot.ts'
import { baseStems, fold, mediaStem } from './stem.ts'

/**
 * Moves pictures that came back from another program to the photo they were made from: by stem + suffix, else by XMP
 * OriginalDocumentID; the same capture time has to confirm either.
 */
export function joinVersions<File extends ListedFile>(
  groups: readonly FileGroup<File>[],
  factsOf: (file: File) => ShotFacts | null,
): FileGroup<File>[] {
  const byStem = Map.groupBy(groups, (group) => stemKey(group, stemOfLead(group)))
  const byDocument = Map.groupBy(groups.filter(isNative), (group) => documentsOf(group)[0])
  const rank = new Map(groups.toSorted(byOriginality).map((group, index) => [group, index]))
  const originals = new Map<FileGroup<File>, FileGroup<File>>()

  for (const group of groups) {
    if (!canBeVersion(group) || !factsOf(leadOf(group))?.takenAt) continue
    const original = originalByStem(group) ?? originalByDocument(group)
    if (original && rootOf(original) !== group) originals.set(group, original)
  }
  for (const group of originals.keys()) rootOf(group).members.push(...group.members.map(asVersion))
  return groups.filter((group) => !originals.has(group))

  function originalByStem(group: FileGroup<File>): FileGroup<File> | undefined {
    const stem = stemOfLead(group)
    for (const base of [...baseStems(stem), { stem, weak: false }]) {
      const original = byStem
        .get(stemKey(group, base.stem))
        ?.find((candidate) => comesBefore(candidate, group) && isSameMoment(candidate, group, base.weak))
      if (original) return original
    }
    return undefined
  }

  function originalByDocument(group: FileGroup<File>): FileGroup<File> | undefined {
    if (isNative(group)) return undefined
    return documentsOf(group)
      .flatMap((id) => byDocument.get(id) ?? [])
      .find((candidate) => candidate !== group && isSameMoment(candidate, group, false))
  }

  /** Everything that was ever made from a photo hangs on that photo, not on one another. */
  function rootOf(group: FileGroup<File>): FileGroup<File> {
    let root = group
    for (let next = originals.get(root); next; next = originals.get(root)) root = next
    return root
  }

  function comesBefore(a: FileGroup<File>, b: FileGroup<File>): boolean {
    return (rank.get(a) ?? 0) < (rank.get(b) ?? 0)
  }

  function isSameMoment(a: FileGroup<File>, b: FileGroup<File>, needsSubsecond: boolean): boolean {
    return sameMoment(factsOf(leadOf(a)), factsOf(leadOf(b)), needsSubsecond)
  }

  function documentsOf(group: FileGroup<File>): string[] {
    return group.members.flatMap(({ file }) => {
      const facts = factsOf(file)
      return facts?.originalDocumentId ?? facts?.documentId ?? []
    })
  }

  /** True when the group's pictures are not derived from another document. */
  function isNative(group: FileGroup<File>): boolean {
    return group.members.every(({ file }) => {
      const facts = factsOf(file)
      return !facts?.originalDocumentId || facts.originalDocumentId === facts.documentId
    })
  }
}

/** Camera RAW first, then DNG, then the shorter name, then camera formats before those of editors. */
function byOriginality(a: FileGroup<ListedFile>, b: FileGroup<ListedFile>): number {
  return (
    Number(canBeVersion(a)) - Number(canBeVersion(b)) ||
    Number(leadRole(a) !== 'raw') - Number(leadRole(b) !== 'raw') ||
    stemOfLead(a).length - stemOfLead(b).length ||
    Number(leadRole(a) === 'image') - Number(leadRole(b) === 'image')
  )
}

/** Cameras write RAW and clips; what other programs give back is a JPEG, HEIF, another image, or a DNG. */
function canBeVersion(group: FileGroup<ListedFile>): boolean {
  return group.members.every(
    ({ file, role }) => role !== 'video' && (role !== 'raw' || extensionOf(file.name) === 'dng'),
  )
}

function asVersion<File extends ListedFile>(member: FileGroup<File>['members'][number]): typeof member {
  const isPicture = ['raw', 'jpeg', 'heif', 'image'].includes(member.role)
  return isPicture ? { file: member.file, role: 'version' } : member
}

function leadOf<File extends ListedFile>(group: FileGroup<File>): File {
  return group.members[0]!.file // a group is made from its lead
}

function leadRole(group: FileGroup<ListedFile>): string {
  return group.members[0]!.role // a group is made from its lead
}

function stemOfLead(group: FileGroup<ListedFile>): string {
  return mediaStem(leadOf(group).name)
}

function stemKey(group: FileGroup<ListedFile>, stem: string): string {
  return `${fold(leadOf(group).folder)}/${fold(stem)}`
}
