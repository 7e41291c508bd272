import type { FileRole } from '../../shared/photo.ts'
import { joinClips } from './clips.ts'
import { attachCompanions } from './companions.ts'
import { type FileKind, fileKindOf, isMedia } from './file-kind.ts'
import { isIgnoredPath } from './ignored-names.ts'
import { pairMedia } from './pair-media.ts'
import type { ShotFacts } from './same-shot.ts'
import { joinVersions } from './versions.ts'

/** A file as a directory listing tells of it. `folder` has `/` between names, '' is the folder that was chosen. */
export interface ListedFile {
  readonly folder: string
  readonly name: string
  readonly bytes: number
  /** For files whose name does not tell, when their content was looked at. */
  readonly kind?: FileKind
}

/** The files of one photo, its lead first. */
export interface FileGroup<File extends ListedFile> {
  members: GroupMember<File>[]
}

export interface GroupMember<File extends ListedFile> {
  file: File
  role: FileRole
}

export interface Grouping<File extends ListedFile> {
  /** In the order in which their first picture was listed. */
  groups: FileGroup<File>[]
  /** Companions without a picture, and files of no known kind. */
  orphans: File[]
  /** Hidden files and what systems leave on volumes. */
  ignored: File[]
}

/**
 * Puts the files of one listing together into photos: RAW, camera JPEG, sidecar, audio, motion clip, versions.
 *
 * Names decide first. With `factsOf` capture times and ids refine it: strangers that share a name (a counter that
 * rolled over) are kept apart, and edited versions join their original. Without facts no file becomes a version.
 */
export function groupFiles<File extends ListedFile>(
  files: readonly File[],
  factsOf: (file: File) => ShotFacts | null = () => null,
): Grouping<File> {
  const ignored = files.filter((file) => isIgnoredPath(file.folder, file.name))
  const visible =
    ignored.length === 0 ? files : files.filter((file) => !isIgnoredPath(file.folder, file.name))
  const kindOf = (file: File): FileKind => file.kind ?? fileKindOf(file.name)

  const paired = pairMedia(
    visible.filter((file) => isMedia(kindOf(file))),
    kindOf,
    factsOf,
  )
  const orphans = attachCompanions(
    paired,
    visible.filter((file) => !isMedia(kindOf(file))),
    kindOf,
  )
  return { groups: joinVersions(joinClips(paired, factsOf), factsOf), orphans, ignored }
}
