import type { DirectoryHash } from './directory-hashes.ts'

export const MANIFEST_FOLDER = 'ascmhl'
export const CHAIN_FILE = 'ascmhl_chain.xml'

/** What is not listed and not missed. The first three are those of the ASC reference tool. */
export const ignorePatterns = [
  '.DS_Store',
  'ascmhl',
  'ascmhl/',
  '.incoming/',
  '._*',
  '.Trashes/',
  '.Spotlight-V100/',
  '.fseventsd/',
  'System Volume Information/',
  '$RECYCLE.BIN/',
  'Thumbs.db',
  'desktop.ini',
]

export interface ManifestFile {
  /** Relative to the manifest's folder, `/` between names. */
  path: string
  bytes: number
  /** Milliseconds. */
  mtime: number
  xxh128: string
  /** When the copy was read back, milliseconds. */
  hashedAt: number
}

export interface Manifest {
  /** Milliseconds. */
  createdAt: number
  hostname: string
  tool: string
  version: string
  /** How the copies were made and checked, in words. */
  comment: string
  files: readonly ManifestFile[]
  /** Of folders that hold nothing but files of this manifest. '' is the manifest's own folder. */
  folders: readonly DirectoryHash[]
}

/** An ASC MHL 2.0 hash list, laid out as the ASC reference tool writes it. */
export function manifestXml(manifest: Manifest): string {
  const date = isoDate(manifest.createdAt)
  const root = manifest.folders.find((folder) => folder.path === '')
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">',
    '  <creatorinfo>',
    `    <creationdate>${date}</creationdate>`,
    `    <hostname>${escape(manifest.hostname)}</hostname>`,
    `    <tool version="${escape(manifest.version)}">${escape(manifest.tool)}</tool>`,
    `    <comment>${escape(manifest.comment)}</comment>`,
    '  </creatorinfo>',
    '  <processinfo>',
    '    <process>transfer</process>',
    '    <roothash>',
    ...directoryDigests(root, date, '      '),
    '    </roothash>',
    '    <ignore>',
    ...ignorePatterns.map((pattern) => `      <pattern>${escape(pattern)}</pattern>`),
    '    </ignore>',
    '  </processinfo>',
    '  <hashes>',
    ...manifest.files.flatMap(fileHash),
    ...manifest.folders.filter((folder) => folder.path !== '').flatMap((folder) => folderHash(folder, date)),
    '  </hashes>',
    '</hashlist>',
    '',
  ].join('\n')
}

function fileHash(file: ManifestFile): string[] {
  return [
    '    <hash>',
    `      <path size="${file.bytes}" lastmodificationdate="${isoDate(file.mtime)}">${escape(file.path)}</path>`,
    `      <xxh128 action="original" hashdate="${isoDate(file.hashedAt)}">${file.xxh128}</xxh128>`,
    '    </hash>',
  ]
}

function folderHash(folder: DirectoryHash, date: string): string[] {
  return [
    '    <directoryhash>',
    `      <path>${escape(folder.path)}</path>`,
    ...directoryDigests(folder, date, '      '),
    '    </directoryhash>',
  ]
}

/** Empty where the folder holds files that this manifest does not know, as the reference tool writes it. */
function directoryDigests(folder: DirectoryHash | undefined, date: string, indent: string): string[] {
  if (!folder) return [`${indent}<content/>`, `${indent}<structure/>`]
  const digest = (hash: string) => `${indent}  <xxh128 hashdate="${date}">${hash}</xxh128>`
  return [
    `${indent}<content>`,
    digest(folder.content),
    `${indent}</content>`,
    `${indent}<structure>`,
    digest(folder.structure),
    `${indent}</structure>`,
  ]
}

export interface ChainLink {
  sequence: number
  /** File name of the manifest in its folder. */
  path: string
  c4: string
}

export function chainXml(links: readonly ChainLink[]): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ascmhldirectory xmlns="urn:ASC:MHL:DIRECTORY:v2.0">',
    ...links.flatMap((link) => [
      `  <hashlist sequencenr="${link.sequence}">`,
      `    <path>${escape(link.path)}</path>`,
      `    <c4>${link.c4}</c4>`,
      '  </hashlist>',
    ]),
    '</ascmhldirectory>',
    '',
  ].join('\n')
}

/** `0001_pictures_2020-01-16_091500Z.mhl` */
export function manifestName(sequence: number, folderName: string, createdAt: number): string {
  const [day, time] = new Date(createdAt).toISOString().slice(0, 19).split('T')
  return `${String(sequence).padStart(4, '0')}_${folderName}_${day}_${time!.replaceAll(':', '')}Z.mhl`
}

/** `2020-01-16T09:15:00+00:00` */
function isoDate(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}+00:00`
}

// Characters that XML 1.0 cannot hold do not occur: names are cleaned before files get them.
function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
