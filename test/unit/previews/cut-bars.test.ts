import sharp from 'sharp'
import { expect, test } from 'vitest'
import { cutBars } from '../../../src/main/previews/decoding/cut-bars.ts'

const main = { mainWidth: 6000, mainHeight: 4000 }

async function thumbnail(pictureHeight: number, bars: string) {
  const picture = {
    create: { width: 160, height: pictureHeight, channels: 3, background: '#7a8a40' },
  } as const
  const { data, info } = await sharp({ create: { width: 160, height: 120, channels: 3, background: bars } })
    .composite([{ input: picture, top: Math.floor((120 - pictureHeight) / 2), left: 0 }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

test('black bars around a 3:2 picture in a 4:3 thumbnail are cut off', async () => {
  const { region, sameCut } = cutBars(await thumbnail(106, '#050505'), main)
  expect(sameCut).toBe(true)
  expect(region).toEqual({ left: 0, top: 8, width: 160, height: 104 })
})

test('a thumbnail of another cut is told, and left whole', async () => {
  expect(cutBars(await thumbnail(120, '#7a8a40'), main)).toEqual({ region: null, sameCut: false })
})

test('one of the same shape is left whole', () => {
  const picture = { data: new Uint8Array(1620 * 1080 * 3), width: 1620, height: 1080 }
  expect(cutBars(picture, main)).toEqual({ region: null, sameCut: true })
})

test('nothing is cut where the size of the main picture is unknown', async () => {
  const unknown = { mainWidth: 0, mainHeight: 0 }
  expect(cutBars(await thumbnail(106, '#050505'), unknown)).toEqual({ region: null, sameCut: true })
})
