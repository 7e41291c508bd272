import { addTag, type Tags, type TagValue } from '../tags.ts'
import type { Found } from './found.ts'
import { parseXml, type XmlElement } from './xml.ts'

const RDF = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#'

/** Namespaces by ExifTool's group, and the properties we read with ExifTool's names where they differ. */
const vocabularies: Readonly<
  Record<string, { group: string; properties: Readonly<Record<string, string>> }>
> = {
  'http://purl.org/dc/elements/1.1/': {
    group: 'XMP-dc',
    properties: same('title description subject creator rights'),
  },
  'http://ns.adobe.com/xap/1.0/': {
    group: 'XMP-xmp',
    properties: same('Rating Label CreateDate CreatorTool'),
  },
  'http://ns.adobe.com/xap/1.0/mm/': {
    group: 'XMP-xmpMM',
    properties: same('DocumentID OriginalDocumentID'),
  },
  'http://ns.adobe.com/photoshop/1.0/': { group: 'XMP-photoshop', properties: same('DateCreated') },
  'http://ns.adobe.com/tiff/1.0/': {
    group: 'XMP-tiff',
    properties: same('Make Model Orientation ImageWidth ImageLength'),
  },
  'http://ns.adobe.com/exif/1.0/aux/': { group: 'XMP-aux', properties: same('Lens SerialNumber') },
  'http://cipa.jp/exif/1.0/': {
    group: 'XMP-exifEX',
    properties: { ...same('LensModel PhotographicSensitivity'), BodySerialNumber: 'SerialNumber' },
  },
  'http://ns.adobe.com/exif/1.0/': {
    group: 'XMP-exif',
    properties: {
      ...same('DateTimeOriginal ExposureTime FNumber FocalLength ExposureProgram WhiteBalance ApertureValue'),
      ...same(
        'ShutterSpeedValue RecommendedExposureIndex GPSLatitude GPSLongitude GPSAltitude GPSAltitudeRef',
      ),
      ...same('PixelXDimension PixelYDimension'),
      ExposureBiasValue: 'ExposureCompensation',
      ISOSpeedRatings: 'ISO',
    },
  },
}

/** ExifTool begins every name with a capital. */
function same(names: string): Record<string, string> {
  return Object.fromEntries(
    names.split(' ').map((name) => [name, name.charAt(0).toUpperCase() + name.slice(1)]),
  )
}

/** Tags of an XMP packet or sidecar (ISO 16684-1). What is no XMP adds nothing. */
export function noteXmp(packet: Uint8Array | null, found: Found): void {
  const root = packet && parseXml(packet)
  if (root) visit(root, found.tags)
}

function visit(element: XmlElement, tags: Tags): void {
  for (const child of element.children) {
    if (child.namespace === RDF && child.name === 'Description') noteDescription(child, tags)
    else visit(child, tags)
  }
}

function noteDescription(description: XmlElement, tags: Tags): void {
  for (const { namespace, name, value } of description.attributes) noteProperty(tags, namespace, name, value)
  for (const property of description.children) {
    noteProperty(tags, property.namespace, property.name, valueOf(property))
  }
}

function noteProperty(tags: Tags, namespace: string, name: string, value: TagValue | null): void {
  const vocabulary = vocabularies[namespace]
  const tag = vocabulary?.properties[name]
  if (!vocabulary || !tag || value === null || value === '') return
  addTag(tags, `${vocabulary.group}:${tag}`, converted(tag, value))
}

/** A simple value, the items of an array, or of alternatives by language the default one. */
function valueOf(property: XmlElement): TagValue | null {
  const array = property.children.find(
    (child) => child.namespace === RDF && /^(Alt|Bag|Seq)$/.test(child.name),
  )
  if (!array) return property.text
  const items = array.children.filter((child) => child.namespace === RDF && child.name === 'li')
  if (array.name !== 'Alt') return items.map((item) => item.text)
  const byDefault = items.find((item) =>
    item.attributes.some(({ name, value }) => name === 'lang' && value === 'x-default'),
  )
  return (byDefault ?? items[0])?.text ?? null
}

const coordinate = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)(?:,(\d+(?:\.\d+)?))?([NSEW])$/i
const rational = /^(-?\d+)\/(\d+)$/

function converted(tag: string, value: TagValue): TagValue {
  if (typeof value !== 'string') return value
  if (tag === 'GPSLatitude' || tag === 'GPSLongitude') return decimalDegrees(value)
  const [, above, below] = rational.exec(value) ?? []
  const number = above && below ? Number(above) / Number(below) : Number(value)
  if (tag === 'ApertureValue') return 2 ** (number / 2)
  if (tag === 'ShutterSpeedValue') return 2 ** -number
  return above && below ? number : value
}

function decimalDegrees(text: string): TagValue {
  const [, degrees, minutes, seconds, reference] = coordinate.exec(text) ?? []
  if (!degrees || !minutes || !reference) return text
  const sum = Number(degrees) + Number(minutes) / 60 + Number(seconds ?? 0) / 3600
  return /[SW]/i.test(reference) ? -sum : sum
}
