import { expect, test } from 'vitest'
import { turnFor } from '../../../src/main/previews/upright.ts'

const onItsSide = { orientation: 6, mainWidth: 6000, mainHeight: 4000 }

test('an embedded picture without its own orientation stands as the main picture does', () => {
  expect(turnFor({ width: 1620, height: 1080 }, onItsSide)).toBe(6)
})

test('its own orientation comes first', () => {
  expect(turnFor({ width: 1620, height: 1080, orientation: 3 }, onItsSide)).toBe(3)
})

test('one that the camera has turned already is not turned again', () => {
  expect(turnFor({ width: 1080, height: 1620 }, onItsSide)).toBe(1)
})

test('a nonsensical orientation counts as none', () => {
  expect(turnFor({ width: 1620, height: 1080, orientation: 9 }, onItsSide)).toBe(6)
})
