import { AppError } from './errors.ts'

/**
 * Folders and names of imported files, as a line with tokens: `{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}`.
 * `/` separates folders; the last part is the name without its extension, which every file keeps as it is.
 * The engine and the live preview of the interface both call `fillTemplate`.
 */
export const defaultTemplate = '{yyyy}/{yyyy}-{mm}-{dd} {job}/{original name}'

/** Tokens in the order in which they are offered. `{sequence:4}` gives the number of digits; without, 4. */
export const templateTokens = [
  'yyyy',
  'mm',
  'dd',
  'hh',
  'min',
  'ss',
  'job',
  'camera',
  'serial',
  'card',
  'sequence',
  'original name',
  'extension',
] as const
export type TemplateToken = (typeof templateTokens)[number]

export type TemplatePart = string | { token: TemplateToken; digits: number }

/** Folders and, last, the name; each a row of literal texts and tokens. */
export interface FileTemplate {
  readonly components: readonly (readonly TemplatePart[])[]
}

/** What a photo fills the tokens with. */
export interface TemplateFacts {
  /** Wall clock at capture, `YYYY:MM:DD hh:mm:ss`, as the camera wrote it. */
  takenAt: string
  camera: string
  serial: string
  job: string
  card: string
  /** From 1. */
  sequence: number
  /** Name of the photo's leading file without extension. */
  originalName: string
  /** Extension of the leading file without dot. */
  extension: string
}

/** Longest name that every file system of the three systems takes, in UTF-8 bytes. */
export const LONGEST_NAME = 255
const DEFAULT_DIGITS = 4

/** @throws AppError template-invalid with `at` (character, from 1) and, for an unknown token, `token` */
export function parseTemplate(line: string): FileTemplate {
  const components: TemplatePart[][] = [[]]
  let at = 0
  while (at < line.length) {
    const rest = line.slice(at)
    const current = components.at(-1)!
    if (rest.startsWith('{')) {
      const end = rest.indexOf('}')
      if (end < 0) throw new AppError('template-invalid', { at: at + 1 })
      current.push(parseToken(rest.slice(1, end), at))
      at += end + 1
    } else if (rest.startsWith('/')) {
      components.push([])
      at++
    } else {
      const text = /^[^{}/]+/.exec(rest)?.[0]
      if (!text) throw new AppError('template-invalid', { at: at + 1 })
      current.push(text)
      at += text.length
    }
  }
  if (components.at(-1)!.length === 0) throw new AppError('template-invalid', { at: line.length + 1 })
  return { components }
}

function parseToken(text: string, at: number): TemplatePart {
  const [, name = '', digits] = /^([^:]*)(?::([1-9]))?$/.exec(text.trim()) ?? []
  const token = templateTokens.find((known) => known === name)
  if (!token || (digits && token !== 'sequence')) {
    throw new AppError('template-invalid', { at: at + 1, token: text })
  }
  return { token, digits: Number(digits ?? DEFAULT_DIGITS) }
}

/** Folder (`/` between names, '' the destination itself) and name without extension, fit for every file system. */
export function fillTemplate(template: FileTemplate, facts: TemplateFacts): { folder: string; stem: string } {
  const filled = template.components.map((parts) => cleanName(fillComponent(parts, facts)))
  const stem = filled.pop() || cleanName(facts.originalName) || 'photo'
  return { folder: filled.filter((name) => name !== '').join('/'), stem }
}

/** An empty token takes its neighbouring space, dash or underscore with it. */
function fillComponent(parts: readonly TemplatePart[], facts: TemplateFacts): string {
  let text = ''
  let swallow = false
  for (const part of parts) {
    const value = typeof part === 'string' ? part : tokenValue(part.token, part.digits, facts)
    if (value === '') {
      if (text === '') swallow = true
      else text = text.replace(/[ _-]+$/, '')
    } else {
      text += swallow ? value.replace(/^[ _-]+/, '') : value
      swallow = false
    }
  }
  return text
}

function tokenValue(token: TemplateToken, digits: number, facts: TemplateFacts): string {
  switch (token) {
    case 'yyyy':
      return facts.takenAt.slice(0, 4)
    case 'mm':
      return facts.takenAt.slice(5, 7)
    case 'dd':
      return facts.takenAt.slice(8, 10)
    case 'hh':
      return facts.takenAt.slice(11, 13)
    case 'min':
      return facts.takenAt.slice(14, 16)
    case 'ss':
      return facts.takenAt.slice(17, 19)
    case 'job':
      return facts.job.trim()
    case 'camera':
      return facts.camera.trim()
    case 'serial':
      return facts.serial.trim()
    case 'card':
      return facts.card.trim()
    case 'sequence':
      return String(facts.sequence).padStart(digits, '0')
    case 'original name':
      return facts.originalName
    case 'extension':
      return facts.extension.toLowerCase()
  }
}

// What Windows, macOS or Linux refuse in names, what XML cannot hold, and separators.
// eslint-disable-next-line no-control-regex
const forbidden = /[<>:"/\\|?*\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]/g
// https://learn.microsoft.com/windows/win32/fileio/naming-a-file
const reserved = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i

/** One name that all three systems take: no separators, no reserved names, no trailing dots, at most 255 bytes. */
export function cleanName(text: string): string {
  const cleaned = text
    .toWellFormed()
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^ +/, '')
    .replace(/[ .]+$/, '')
    .replace(reserved, (word) => `${word}_`)
  return cutToBytes(cleaned, LONGEST_NAME).replace(/[ .]+$/, '')
}

/**
 * Name of one file of a photo under the photo's new stem: what follows the shared stem stays (`.NEF`, `.JPG.xmp`,
 * `M01.XML`, `-Edit.tif`). `number` tells names apart that are taken: `-1`, `-2` …, 0 for none.
 */
export function companionName(name: string, sharedStem: string, newStem: string, number: number): string {
  const suffix = sameText(name.slice(0, sharedStem.length), sharedStem)
    ? name.slice(sharedStem.length)
    : name.slice(Math.max(name.lastIndexOf('.'), 0))
  const tail = `${number > 0 ? `-${number}` : ''}${cleanSuffix(suffix)}`
  return cutToBytes(newStem, LONGEST_NAME - utf8Length(tail)) + tail
}

function cleanSuffix(suffix: string): string {
  const cleaned = cleanName(`x${suffix}`).slice(1)
  return cutToBytes(cleaned, 100)
}

function sameText(a: string, b: string): boolean {
  return a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase()
}

function cutToBytes(text: string, bytes: number): string {
  if (utf8Length(text) <= bytes) return text
  let kept = ''
  let length = 0
  for (const character of text) {
    length += utf8Length(character)
    if (length > bytes) break
    kept += character
  }
  return kept
}

function utf8Length(text: string): number {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0)!
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}
