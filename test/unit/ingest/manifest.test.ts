import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { xxh3 } from '@node-rs/xxhash'
import { createXXHash64 } from 'hash-wasm'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { AppError } from '../../../src/shared/errors.ts'
import type { ImportId } from '../../../src/shared/ids.ts'
import { c4Of } from '../../../src/main/ingest/manifest/digest-formats.ts'
import { directoryHashes } from '../../../src/main/ingest/manifest/directory-hashes.ts'
import { readManifest } from '../../../src/main/ingest/manifest/mhl-read.ts'
import { chainXml } from '../../../src/main/ingest/manifest/mhl-write.ts'
import { checkChain, writeGeneration } from '../../../src/main/ingest/manifest/write-generation.ts'
import { verifyFolder } from '../../../src/main/ingest/verify-folder.ts'
import { temporaryFolder } from '../../fixtures/ingest-kit.ts'

const shared = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'mhl')

function put(folder: string, path: string, content: string) {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
  const xxh128 = xxh3.xxh128(Buffer.from(content)).toString(16).padStart(32, '0')
  return {
    path,
    bytes: Buffer.byteLength(content),
    mtime: 1_739_005_000_000,
    xxh128,
    hashedAt: 1_739_006_000_000,
  }
}

const generation = (files: ReturnType<typeof put>[], importId = '0'.repeat(32)) => ({
  importId: importId as ImportId,
  createdAt: Date.UTC(2025, 1, 8, 9, 14, 6),
  version: '1.2.3',
  proof: 'Read back & equal.',
  files,
})

/** Against the schemas of the ASC where they are at hand, else against what they ask for, element by element. */
async function expectValid(xml: string, kind: 'ASCMHL.xsd' | 'ASCMHLDirectory.xsd') {
  if (existsSync(join(shared, kind))) {
    const schema = readFileSync(join(shared, kind), 'utf8').replace(/https?:[^"]*\/ASCMHL\.xsd/, 'ASCMHL.xsd')
    const { valid, errors } = await validateXML({
      xml: [{ fileName: 'manifest.xml', contents: xml }],
      schema: [{ fileName: kind, contents: schema }],
      preload: [{ fileName: 'ASCMHL.xsd', contents: readFileSync(join(shared, 'ASCMHL.xsd'), 'utf8') }],
    })
    expect(errors.map((error) => error.message)).toEqual([])
    expect(valid).toBe(true)
  } else if (kind === 'ASCMHL.xsd') {
    const order = [
      '<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0">',
      '<creatorinfo>',
      '<creationdate>',
      '<hostname>',
      '<tool version="',
      '<comment>',
      '<processinfo>',
      '<process>transfer</process>',
      '<roothash>',
      '<content',
      '<structure',
      '<ignore>',
      '<hashes>',
      '<hash>',
      '<path size="',
      '<xxh128 action="original" hashdate="',
    ]
    const places = order.map((part) => xml.indexOf(part))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  } else {
    expect(xml).toMatch(
      /<ascmhldirectory xmlns="urn:ASC:MHL:DIRECTORY:v2.0">\s*<hashlist sequencenr="1">\s*<path>.*<\/path>\s*<c4>c4.{88}<\/c4>/,
    )
  }
}

test('generations are valid ASC MHL 2.0, chained, and verify', async () => {
  using folder = temporaryFolder('manifest')
  const first = [
    put(folder.path, '2025/a & b/DSC <1>.JPG', 'one'),
    put(folder.path, '2025/ü"x/二.NEF', 'two'),
  ]
  const one = await writeGeneration(folder.path, generation(first))
  const second = [put(folder.path, '2025/a & b/DSC_2.JPG', 'three')]
  const two = await writeGeneration(folder.path, generation(second, '1'.repeat(32)))

  const name = folder.path.split('/').at(-1)!
  expect(one).toBe(join(folder.path, 'ascmhl', `0001_${name}_2025-02-08_091406Z.mhl`))
  expect(two).toContain('/0002_')
  for (const path of [one, two]) await expectValid(readFileSync(path, 'utf8'), 'ASCMHL.xsd')
  await expectValid(
    readFileSync(join(folder.path, 'ascmhl', 'ascmhl_chain.xml'), 'utf8'),
    'ASCMHLDirectory.xsd',
  )
  expect(await verifyFolder(folder.path)).toEqual({ files: 3, ok: 3, changed: [], missing: [], unlisted: [] })
})

test('folders that hold nothing else have directory hashes, folders with strangers have none', async () => {
  using folder = temporaryFolder('directories')
  put(folder.path, 'mixed/stranger.JPG', 'not ours')
  const files = [put(folder.path, 'whole/deep/a.JPG', 'a'), put(folder.path, 'mixed/b.JPG', 'b')]
  const xml = readFileSync(await writeGeneration(folder.path, generation(files)), 'utf8')
  const listed = [...xml.matchAll(/<directoryhash>\s*<path>(.*?)<\/path>/g)].map((match) => match[1])
  expect(listed).toEqual(['whole/deep', 'whole'])
  expect(xml).toMatch(/<roothash>\s*<content\/>\s*<structure\/>/)
})

test('directory hashes are those of the ASC reference tool', async () => {
  // Scenario 1 of the ASC's own examples, where the tool wrote xxh64.
  const hashes = await directoryHashes(
    new Map([
      ['Clips/A002C006_141024_R2EC.mov', '0ea03b369a463d9d'],
      ['Clips/A002C007_141024_R2EC.mov', '7680e5f98f4a80fd'],
      ['Sidecar.txt', '3ab5a4166b9bde44'],
    ]),
    createXXHash64,
  )
  expect(hashes).toEqual([
    { path: 'Clips', content: '4c226b42e27d7af3', structure: '906faa843d591a9f' },
    { path: '', content: '8d02114c32e28cbe', structure: 'f557f8ca8e5a88ef' },
  ])
})

test('the C4 id of nothing is the one of the standard', () => {
  // SMPTE ST 2114, the id of an empty input.
  expect(c4Of(new Uint8Array())).toBe(
    'c459dsjfscH38cYeXXYogktxf4Cd9ibshE3BHUo6a58hBXmRQdZrAkZzsWcbWtDg5oQstpDuni4Hirj75GEmTc1sFT',
  )
})

test('one byte, one file less, one file more: each is named', async () => {
  using folder = temporaryFolder('verify')
  const files = ['a.JPG', 'b.JPG', 'c.JPG'].map((path) => put(folder.path, path, `content of ${path}`))
  await writeGeneration(folder.path, generation(files))
  writeFileSync(join(folder.path, 'a.JPG'), 'content oF a.JPG')
  writeFileSync(join(folder.path, 'd.JPG'), 'new')
  writeFileSync(join(folder.path, '.DS_Store'), 'junk')
  cpSync(join(folder.path, 'b.JPG'), join(folder.path, 'e.JPG'))
  rmSync(join(folder.path, 'b.JPG'))
  expect(await verifyFolder(folder.path)).toEqual({
    files: 3,
    ok: 1,
    changed: ['a.JPG'],
    missing: ['b.JPG'],
    unlisted: ['d.JPG', 'e.JPG'],
  })
})

test('after a crash between manifest and chain the manifest is added to the chain, not written twice', async () => {
  using folder = temporaryFolder('adopt')
  const files = [put(folder.path, 'a.JPG', 'a')]
  const one = await writeGeneration(folder.path, generation(files))
  const chain = join(folder.path, 'ascmhl', 'ascmhl_chain.xml')
  rmSync(chain)
  await checkChain(folder.path)
  expect(await writeGeneration(folder.path, generation(files))).toBe(one)
  expect(readdirSync(join(folder.path, 'ascmhl'))).toHaveLength(2)

  const before = readFileSync(chain)
  const more = [put(folder.path, 'b.JPG', 'b')]
  const two = await writeGeneration(folder.path, generation(more, '1'.repeat(32)))
  writeFileSync(chain, before)
  expect(await writeGeneration(folder.path, generation(more, '1'.repeat(32)))).toBe(two)
  expect(await verifyFolder(folder.path)).toMatchObject({ ok: 2 })
})

test('a chain that is missing beside several manifests takes no further one', async () => {
  using folder = temporaryFolder('chainless')
  await writeGeneration(folder.path, generation([put(folder.path, 'a.JPG', 'a')]))
  await writeGeneration(folder.path, generation([put(folder.path, 'b.JPG', 'b')], '1'.repeat(32)))
  rmSync(join(folder.path, 'ascmhl', 'ascmhl_chain.xml'))
  await expect(checkChain(folder.path)).rejects.toMatchObject({ code: 'manifest-invalid' })
  await expect(verifyFolder(folder.path)).rejects.toMatchObject({ code: 'manifest-invalid' })
})

const wrap = (hashes: string, prolog = '') =>
  `<?xml version="1.0"?>${prolog}<hashlist version="2.0" xmlns="urn:ASC:MHL:v2.0"><creatorinfo><creationdate>2025-02-08T09:14:06+00:00</creationdate><hostname>h</hostname><tool version="1">t</tool></creatorinfo><processinfo><process>in-place</process></processinfo><hashes>${hashes}</hashes></hashlist>`
const entry = (path: string, digest = '<md5>d41d8cd98f00b204e9800998ecf8427e</md5>') =>
  `<hash><path size="0">${path}</path>${digest}</hash>`

test.each([
  ['a path above the folder', wrap(entry('../outside.JPG'))],
  ['an absolute path', wrap(entry('/etc/passwd'))],
  ['a drive letter', wrap(entry('C:/x'))],
  ['a backslash', wrap(entry('a\\..\\..\\b'))],
  ['an empty path', wrap(entry(''))],
  ['the same file twice', wrap(entry('a') + entry('a'))],
  ['no hash', wrap(entry('a', ''))],
  ['half a hash', wrap(entry('a', '<xxh128>abc</xxh128>'))],
  ['an entity', wrap(entry('&bomb;'), '<!DOCTYPE x [<!ENTITY bomb "boom">]>')],
  ['another namespace', wrap(entry('a')).replace('v2.0"', 'v9.0"')],
  ['no XML', 'hello'],
  ['cut off', wrap(entry('a')).slice(0, -20)],
])('a manifest with %s is refused', (_what, xml) => {
  expect(() => readManifest(xml, 'x.mhl')).toThrow(AppError)
  expect(() => readManifest(xml, 'x.mhl')).toThrow('manifest-invalid')
})

test('character references of XML are read as characters', () => {
  expect(readManifest(wrap(entry('a &amp; &#66;&#x43; &lt;d>')), 'x.mhl').hashes[0]!.path).toBe('a & BC <d>')
})

test('a manifest edited by hand, a chain edited by hand, and one that is not in the chain are refused', async () => {
  for (const damage of [
    (home: string, name: string) =>
      writeFileSync(join(home, name), readFileSync(join(home, name), 'utf8').replace('size="3"', 'size="4"')),
    (home: string) => writeFileSync(join(home, 'ascmhl_chain.xml'), chainXml([])),
    (home: string, name: string) => cpSync(join(home, name), join(home, name.replace('0001', '0002'))),
  ]) {
    using folder = temporaryFolder('edited')
    const path = await writeGeneration(folder.path, generation([put(folder.path, 'a.JPG', 'abc')]))
    damage(dirname(path), path.split('/').at(-1)!)
    await expect(verifyFolder(folder.path)).rejects.toMatchObject({ code: 'manifest-invalid' })
  }
})

test('without a manifest, or without a folder, it says so', async () => {
  using folder = temporaryFolder('none')
  await expect(verifyFolder(folder.path)).rejects.toMatchObject({ code: 'manifest-missing' })
  await expect(verifyFolder(join(folder.path, 'gone'))).rejects.toMatchObject({ code: 'folder-missing' })
  writeFileSync(join(folder.path, 'file'), '')
  await expect(verifyFolder(join(folder.path, 'file'))).rejects.toMatchObject({ code: 'not-a-folder' })
})

test('folders below with manifests of their own are checked by those', async () => {
  using folder = temporaryFolder('nested')
  const inner = join(folder.path, 'Reel 1')
  await writeGeneration(inner, generation([put(inner, 'a.mov', 'a')]))
  await writeGeneration(folder.path, generation([put(folder.path, 'notes.txt', 'n')]))
  writeFileSync(join(inner, 'a.mov'), 'b')
  expect(await verifyFolder(folder.path)).toMatchObject({
    files: 2,
    ok: 1,
    changed: ['Reel 1/a.mov'],
    unlisted: [],
  })
})

test('the examples of the ASC verify as their logs say', async () => {
  if (!existsSync(shared)) return
  const check = (path: string) => verifyFolder(join(shared, 'examples', path))
  expect(await check('scenario_02/file_server/A002R2EC')).toMatchObject({ files: 3, ok: 3 })
  expect(await check('scenario_04/file_server/A002R2EC')).toMatchObject({ ok: 2, changed: ['Sidecar.txt'] })
  expect(await check('scenario_05/file_server/Reels')).toMatchObject({ files: 7, ok: 7, unlisted: [] })
})
