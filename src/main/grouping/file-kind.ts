import type { FileRole } from '../../shared/photo.ts'

/** What a file is by its name alone. `unknown`: only its content could tell. */
export type FileKind = Exclude<FileRole, 'motion' | 'version'> | 'unknown'

const extensions: Record<Exclude<FileKind, 'unknown'>, string> = {
  raw:
    'nef nrw cr2 cr3 crw arw srf sr2 srw raf rw2 rwl raw orf ori pef ptx dng gpr kdc dcr dc2 k25 mrw mdc x3f ' +
    '3fr fff iiq cap eip mef mos erf bay',
  jpeg: 'jpg jpeg jpe jfif mpo jps insp',
  heif: 'heic heif hif heics heifs',
  image: 'tif tiff btf png webp avif gif bmp psd psb jxl jp2',
  video: 'mov mp4 m4v avi mts m2ts mpg mpeg 3gp 3g2 mkv webm wmv nev r3d braw insv',
  audio: 'wav mp3 m4a aac amr',
  // Settings and descriptions that other programs and cameras keep beside the picture.
  sidecar: 'xmp nksc dop pp3 aae on1 cos vrd dr4 arp spd xml json',
  // Small stand-ins and logs that a camera writes beside its clips.
  other: 'thm lrv lrf srt gis',
}

const kindByExtension = new Map<string, FileKind>()
for (const [kind, list] of Object.entries(extensions))
  for (const extension of list.split(' ')) kindByExtension.set(extension, kind as FileKind) // keys of the record

/** Lower-case extension without the dot; '' where there is none. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.')
  return dot > 0 ? name.slice(dot + 1).toLowerCase() : ''
}

export function fileKindOf(name: string): FileKind {
  return kindByExtension.get(extensionOf(name)) ?? 'unknown'
}

/** Kind of a format by its name in ExifTool (`NEF`, `Extended WEBP`); null for one that is no picture or clip. */
export function kindOfFormat(format: string | null): FileKind | null {
  const kind = format === null ? 'unknown' : fileKindOf(`x.${format.split(' ').at(-1) ?? ''}`)
  return isMedia(kind) ? kind : null
}

/** True for what can stand for a photo on its own: a picture or a clip. */
export function isMedia(kind: FileKind): kind is 'raw' | 'jpeg' | 'heif' | 'image' | 'video' {
  return kind === 'raw' || kind === 'jpeg' || kind === 'heif' || kind === 'image' || kind === 'video'
}
