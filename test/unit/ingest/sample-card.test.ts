import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { makeSampleCard } from '../../../src/main/ingest/sample/make-sample-card.ts'
import { sampleShots } from '../../../src/main/ingest/sample/shots.ts'
import { createMetadataReader } from '../../../src/main/metadata/create-metadata-reader.ts'
import { temporaryFolder } from '../../fixtures/ingest-kit.ts'

test('the sample card is a job of 60 photos by three cameras on four days', () => {
  const shots = sampleShots()
  expect(shots).toHaveLength(60)
  expect(new Set(shots.map((shot) => `${shot.folder}/${shot.stem}`)).size).toBe(60)
  expect(new Set(shots.map((shot) => shot.tags.Model)).size).toBe(3)
  expect(
    new Set(shots.map((shot) => String(shot.tags.DateTimeOriginal).slice(0, 10))).size,
  ).toBeGreaterThanOrEqual(4)
  expect(shots.filter((shot) => shot.raw).length).toBeGreaterThan(10)
  expect(shots.filter((shot) => shot.portrait).length).toBeGreaterThan(5)
})

test('its files are what a camera would write, and the same each time', async () => {
  using folder = temporaryFolder('sample')
  const shots = [sampleShots().find((shot) => shot.raw)!, sampleShots().find((shot) => shot.portrait)!]
  const made = await makeSampleCard(join(folder.path, 'one'), undefined, undefined, shots)
  await makeSampleCard(join(folder.path, 'two'), undefined, undefined, shots)
  expect(made).toMatchObject({ photos: 2 })

  const files = shots.flatMap(({ folder: dcim, stem, raw }) => [
    join(dcim, `${stem}.JPG`),
    ...(raw ? [join(dcim, `${stem}.DNG`)] : []),
  ])
  const hash = (name: string, file: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder.path, name, file)))
      .digest('hex')
  for (const file of files) expect(hash('one', file)).toBe(hash('two', file))

  const reader = createMetadataReader()
  const [jpeg, dng, upright] = await reader.readFast(files.map((file) => join(folder.path, 'one', file)))
  await reader.close()
  for (const found of [jpeg!, dng!]) {
    expect(found.metadata).toMatchObject({
      model: 'NIKON Z 6_2',
      takenAt: '2025:02:06 06:41:12',
      offset: '+01:00',
    })
    expect(found.metadata.gpsLat).toBeCloseTo(46.52, 2)
  }
  expect(jpeg!.embedded.length).toBeGreaterThan(0)
  expect(upright!.metadata).toMatchObject({ orientation: 6, width: 3000, height: 2000 })
  const shown = await sharp(join(folder.path, 'one', files.at(-1)!))
    .autoOrient()
    .toBuffer({ resolveWithObject: true })
  expect([shown.info.width, shown.info.height]).toEqual([2000, 3000])
})
