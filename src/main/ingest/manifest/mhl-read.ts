import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { digestFormats, type DigestFormat } from './digest-formats.ts'
import type { ChainLink } from './mhl-write.ts'

/** A file as one manifest lists it. */
export interface ListedHash {
  path: string
  bytes: number | null
  digests: { format: DigestFormat; digest: string }[]
  /** Path under which earlier manifests of the chain list it. */
  previousPath: string | null
  /** The manifest itself says that this content was found wrong. */
  failed: boolean
}

export interface ReadManifest {
  comment: string
  ignore: string[]
  hashes: ListedHash[]
  /** Manifests of folders below that have their own, with their c4. */
  references: { path: string; c4: string }[]
}

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  // Numeric character references are part of XML; the parser decodes them with this option only.
  htmlEntities: true,
  alwaysCreateTextNode: true,
  isArray: (name, _path, _leaf, isAttribute) =>
    !isAttribute && ['hash', 'hashlist', 'pattern', 'hashlistreference'].includes(name),
})

const text = z.object({ '#text': z.string() }).transform((node) => node['#text'])
const digestNode = z.object({ '#text': z.string(), '@action': z.string().optional() })
const digestNodes = Object.fromEntries(
  digestFormats.map((format) => [format, digestNode.optional()]),
) as Record<DigestFormat, z.ZodOptional<typeof digestNode>> // the keys are the formats

const hashNode = z.object({
  path: z.object({
    '#text': z.string(),
    '@size': z
      .string()
      .regex(/^\d{1,16}$/)
      .optional(),
  }),
  previousPath: text.optional(),
  ...digestNodes,
})

const manifestNode = z.object({
  hashlist: z
    .array(
      z.object({
        '@xmlns': z.literal('urn:ASC:MHL:v2.0'),
        '@version': z.literal('2.0'),
        creatorinfo: z.object({ comment: text.optional() }),
        processinfo: z.object({
          ignore: z.object({ pattern: z.array(text).default([]) }).optional(),
        }),
        hashes: z.object({ hash: z.array(hashNode).default([]) }).optional(),
        references: z
          .object({ hashlistreference: z.array(z.object({ path: text, c4: text })).default([]) })
          .optional(),
      }),
    )
    .length(1),
})

const chainNode = z.object({
  ascmhldirectory: z.object({
    '@xmlns': z.literal('urn:ASC:MHL:DIRECTORY:v2.0'),
    hashlist: z
      .array(z.object({ '@sequencenr': z.string().regex(/^\d{1,9}$/), path: text, c4: text }))
      .default([]),
  }),
})

/**
 * Reads an ASC MHL 2.0 hash list. Stricter than the reference tool: no document types or entities, no path that
 * leaves the folder, no file twice, no hash of an unknown form.
 * @param name of the manifest, for errors
 * @throws AppError manifest-invalid with `path` and `reason`
 */
export function readManifest(xml: string, name: string): ReadManifest {
  const { hashlist } = parseXml(xml, name, manifestNode)
  const list = hashlist[0]!
  const seen = new Set<string>()
  const hashes = (list.hashes?.hash ?? []).map((node): ListedHash => {
    const path = checkedPath(node.path['#text'], name)
    if (seen.has(path)) throw invalid(name, `it lists ${path} twice`)
    seen.add(path)
    const digests = digestFormats.flatMap((format) => {
      const digest = node[format]
      return digest
        ? [{ format, digest: checkedDigest(format, digest['#text'], name), action: digest['@action'] }]
        : []
    })
    if (digests.length === 0) throw invalid(name, `it has no hash for ${path}`)
    return {
      path,
      bytes: node.path['@size'] === undefined ? null : Number(node.path['@size']),
      digests: digests.map(({ format, digest }) => ({ format, digest })),
      previousPath: node.previousPath === undefined ? null : checkedPath(node.previousPath, name),
      failed: digests.some((digest) => digest.action === 'failed'),
    }
  })
  return {
    comment: list.creatorinfo.comment ?? '',
    ignore: list.processinfo.ignore?.pattern ?? [],
    hashes,
    references: (list.references?.hashlistreference ?? []).map((reference) => ({
      path: checkedPath(reference.path, name),
      c4: checkedDigest('c4', reference.c4, name),
    })),
  }
}

/** @throws AppError manifest-invalid */
export function readChain(xml: string, name: string): ChainLink[] {
  const { ascmhldirectory } = parseXml(xml, name, chainNode)
  return ascmhldirectory.hashlist.map((node, index) => {
    const path = checkedPath(node.path, name)
    const sequence = Number(node['@sequencenr'])
    if (path.includes('/')) throw invalid(name, `${path} is not in its folder`)
    if (sequence !== index + 1) throw invalid(name, `number ${index + 1} is missing or out of order`)
    return { sequence, path, c4: checkedDigest('c4', node.c4, name) }
  })
}

export function invalid(path: string, reason: string): AppError {
  return new AppError('manifest-invalid', { path, reason })
}

function parseXml<Schema extends z.ZodType>(xml: string, name: string, schema: Schema): z.output<Schema> {
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) throw invalid(name, 'it declares a document type')
  const wellFormed = XMLValidator.validate(xml)
  if (wellFormed !== true) throw invalid(name, `not XML at line ${wellFormed.err.line}`)
  let tree: unknown
  try {
    tree = parser.parse(xml)
  } catch (error) {
    throw invalid(name, error instanceof Error ? error.message : String(error))
  }
  const parsed = schema.safeParse(tree)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalid(name, `${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'not an ASC MHL 2.0 manifest'}`)
}

/** A path that stays inside the folder on every system. */
function checkedPath(path: string, name: string): string {
  const names = path.split('/')
  const inside =
    path !== '' &&
    !/[\\\0]/.test(path) &&
    !/^[a-z]:/i.test(path) &&
    names.every((part) => part !== '' && part !== '.' && part !== '..')
  if (!inside) throw invalid(name, `the path ${JSON.stringify(path)} leaves the folder`)
  return path
}

const digestForms: Record<DigestFormat, RegExp> = {
  xxh128: /^[0-9a-f]{32}$/i,
  xxh3: /^[0-9a-f]{16}$/i,
  xxh64: /^[0-9a-f]{16}$/i,
  md5: /^[0-9a-f]{32}$/i,
  sha1: /^[0-9a-f]{40}$/i,
  c4: /^c4[1-9A-HJ-NP-Za-km-z]{88}$/,
}

function checkedDigest(format: DigestFormat, digest: string, name: string): string {
  if (!digestForms[format].test(digest)) throw invalid(name, `${digest.slice(0, 100)} is no ${format}`)
  return format === 'c4' ? digest : digest.toLowerCase()
}
