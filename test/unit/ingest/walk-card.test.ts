import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { OpenCard } from '../../../src/main/ingest/card/open-card.ts'
import { walkCard } from '../../../src/main/ingest/card/walk-card.ts'
import { temporaryFolder } from '../../fixtures/ingest-kit.ts'
import { treeHash } from '../../fixtures/tree-hash.ts'

async function openCard(root: string): Promise<OpenCard> {
  return new OpenCard({ cardId: 'x', root, name: 'card', volumeId: null, listing: await walkCard(root) })
}

test('a hostile card is listed without following, opening or changing anything', async () => {
  using folder = temporaryFolder('hostile')
  const dcim = join(folder.path, 'DCIM')
  mkdirSync(join(dcim, 'DSC_0002.JPG'), { recursive: true })
  writeFileSync(join(dcim, 'DSC_0002.JPG', 'DSC_0003.JPG'), 'inside a folder with a picture’s name')
  writeFileSync(join(dcim, 'DSC_0001.JPG'), 'x')
  writeFileSync(join(dcim, 'line\nbreak 🌸 \u202e.JPG'), 'x')
  writeFileSync(join(dcim, `${'n'.repeat(251)}.JPG`), 'x')
  writeFileSync(join(dcim, 'voice.wav'), 'a recording that belongs to no photo')
  writeFileSync(join(dcim, '._DSC_0001.JPG'), 'x')
  symlinkSync('..', join(dcim, 'loop'))
  symlinkSync('/etc/passwd', join(dcim, 'DSC_0009.JPG'))
  execFileSync('mkfifo', [join(dcim, 'DSC_0010.JPG')])
  writeFileSync(
    Buffer.concat([Buffer.from(`${dcim}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.JPG')]),
    'x',
  )

  const card = await openCard(folder.path)

  expect(card.photos.map((photo) => photo.files[0]!.file.name).sort()).toEqual(
    ['DSC_0001.JPG', 'DSC_0003.JPG', 'line\nbreak 🌸 \u202e.JPG', `${'n'.repeat(251)}.JPG`].sort(),
  )
  expect(card.skipped.map(({ path, error }) => `${error.code} ${path}`).sort()).toEqual([
    'name-not-text DCIM/bad\ufffd\ufffd.JPG',
    'not-a-photo DCIM/voice.wav',
    'not-a-regular-file DCIM/DSC_0009.JPG',
    'not-a-regular-file DCIM/DSC_0010.JPG',
    'not-a-regular-file DCIM/loop',
  ])
})

test('what a camera keeps for itself is neither a photo nor a reason for doubt', async () => {
  using folder = temporaryFolder('housekeeping')
  for (const path of [
    'MISC/AUTPRINT.MRK',
    'NIKON001.DSC',
    'PRIVATE/M4ROOT/MEDIAPRO.XML',
    'AVF_INFO/AVIN0001.INP',
  ]) {
    mkdirSync(join(folder.path, path, '..'), { recursive: true })
    writeFileSync(join(folder.path, path), 'x')
  }
  mkdirSync(join(folder.path, 'MISC', 'IMG'), { recursive: true })
  writeFileSync(join(folder.path, 'MISC', 'IMG', 'P1.JPG'), 'a photo wherever it lies')
  const card = await openCard(folder.path)
  expect(card.photos).toHaveLength(1)
  expect(card.skipped).toEqual([])
})

test('the plausible card is taken as its notes say', async () => {
  const photos = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'photos')
  if (!existsSync(photos)) return
  const root = join(photos, 'card')
  const before = treeHash(root)
  const card = await openCard(root)
  const paths = card.photos.map((photo) =>
    photo.files.map(({ file }) => (file.folder === '' ? file.name : `${file.folder}/${file.name}`)),
  )
  // The card's own notes, as far as they are used here.
  const notes = JSON.parse(readFileSync(join(photos, 'MANIFEST.json'), 'utf8')).card as {
    mustNotBeImported: string[]
    outsideDcim: string[]
    rawJpegPairs: string[][]
    livePhotos: string[][]
    stillAndClip: string[][]
    sidecars: Record<string, string>
    companions: Record<string, string>
  }
  for (const path of notes.mustNotBeImported) expect(paths.flat()).not.toContain(path)
  for (const path of notes.outsideDcim) expect(paths.flat()).toContain(path)
  const together = [
    ...notes.rawJpegPairs,
    ...notes.livePhotos,
    ...notes.stillAndClip,
    ...Object.entries(notes.sidecars),
    ...Object.entries(notes.companions),
  ]
  for (const pair of together)
    expect(paths.find((files) => files.includes(pair[0]!))).toEqual(expect.arrayContaining(pair))
  expect(card.skipped).toEqual([])
  expect(treeHash(root)).toBe(before)
})
