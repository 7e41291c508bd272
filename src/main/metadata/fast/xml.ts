import { XMLParser } from 'fast-xml-parser'

/** An element with its names resolved to namespaces. Text is that of its own text nodes, entities decoded. */
export interface XmlElement {
  namespace: string
  name: string
  attributes: { namespace: string; name: string; value: string }[]
  children: XmlElement[]
  text: string
}

const ATTRIBUTES = ':@'
const TEXT = '#text'

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  allowBooleanAttributes: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  trimValues: true,
  maxNestedTags: 60,
})

/**
 * Parses XML in UTF-8 or UTF-16. Null for what is not well-formed enough, and for any document with a DTD: entities of
 * its own are how XML is made to grow or to read other files.
 */
export function parseXml(bytes: Uint8Array): XmlElement | null {
  const text = decodeXml(bytes)
  if (!text.includes('<') || /<!(DOCTYPE|ENTITY)/i.test(text)) return null
  try {
    const nodes: unknown = parser.parse(text)
    return { namespace: '', name: '', attributes: [], text: '', children: elementsOf(nodes, new Map()) }
  } catch {
    // Not XML. The parser's reason is of no use to anybody: the file simply says nothing.
    return null
  }
}

function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes
  const sixteen =
    (first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)
      ? 'utf-16be'
      : (first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)
        ? 'utf-16le'
        : null
  const text = new TextDecoder(sixteen ?? 'utf-8').decode(bytes)
  const start = text.indexOf('<')
  // Packets carry some kilobytes of spaces for edits in place, then a closing instruction.
  const padding = text.lastIndexOf('<?xpacket end')
  return text.slice(Math.max(start, 0), padding < 0 ? undefined : padding).trimEnd()
}

type Scope = ReadonlyMap<string, string>

function elementsOf(nodes: unknown, outer: Scope): XmlElement[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return []
    const tag = Object.keys(node).find((key) => key !== ATTRIBUTES && key !== TEXT)
    if (tag === undefined) return []
    const content = (node as Record<string, unknown>)[tag] // the parser's shape: one key for the tag, one for attributes
    return elementOf(tag, content, attributesOf(node), outer)
  })
}

function elementOf(tag: string, content: unknown, raw: [string, string][], outer: Scope): XmlElement {
  const declared = raw.filter(([key]) => key === 'xmlns' || key.startsWith('xmlns:'))
  const scope: Scope =
    declared.length === 0
      ? outer
      : new Map([...outer, ...declared.map(([key, uri]) => [key.slice(6), uri] as const)])
  return {
    ...resolve(tag, scope, scope.get('') ?? ''),
    attributes: raw
      .filter(([key]) => !key.startsWith('xmlns'))
      .map(([key, value]) => ({ ...resolve(key, scope, ''), value: decodeEntities(value) })),
    children: elementsOf(content, scope),
    text: textOf(content),
  }
}

function resolve(qualified: string, scope: Scope, unprefixed: string): { namespace: string; name: string } {
  const colon = qualified.indexOf(':')
  if (colon < 0) return { namespace: unprefixed, name: qualified }
  return { namespace: scope.get(qualified.slice(0, colon)) ?? '', name: qualified.slice(colon + 1) }
}

function attributesOf(node: object): [string, string][] {
  const attributes: unknown = ATTRIBUTES in node ? node[ATTRIBUTES] : null
  if (typeof attributes !== 'object' || attributes === null) return []
  return Object.entries(attributes).map(([key, value]) => [key, String(value)])
}

function textOf(content: unknown): string {
  if (!Array.isArray(content)) return ''
  return content
    .map((node: unknown) =>
      typeof node === 'object' && node !== null && TEXT in node ? String(node[TEXT]) : '',
    )
    .map(decodeEntities)
    .join('')
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name) return named[String(name).toLowerCase()] ?? whole
      const code = hex ? parseInt(String(hex), 16) : Number(decimal)
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
    },
  )
}
