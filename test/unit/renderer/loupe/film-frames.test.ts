import { expect, test } from 'vitest'
import { filmFrames, frameWidth } from '../../../../src/renderer/loupe/film-frames.ts'

const room = { count: 1_000_000, active: 500_000, width: 1440, pulled: 0, frameWidth: () => 93 }

test('the active frame is in the middle and only what is in sight is drawn', () => {
  const frames = filmFrames(room)
  const active = frames.find((frame) => frame.position === room.active)!
  expect(Math.abs(active.left + active.width / 2 - 720)).toBeLessThanOrEqual(0.5)
  expect(frames.length).toBeLessThan(22)
  expect(frames[0]!.left).toBeLessThanOrEqual(0)
  expect(frames.at(-1)!.left + 93).toBeGreaterThanOrEqual(1440)
})

test('frames stand side by side in the order of the view', () => {
  const frames = filmFrames({ ...room, frameWidth: (position) => 40 + (position % 5) * 20 })
  for (const [index, frame] of frames.slice(1).entries()) {
    const before = frames[index]!
    expect(frame.position).toBe(before.position + 1)
    expect(frame.left).toBe(before.left + before.width + 4)
  }
})

test('pulling the strip shows what comes after, and ends at the last photo', () => {
  expect(filmFrames({ ...room, pulled: 970 }).some((frame) => frame.position === room.active + 15)).toBe(true)
  expect(filmFrames({ ...room, active: 999_999 }).at(-1)!.position).toBe(999_999)
  expect(filmFrames({ ...room, active: -1 })).toEqual([])
})

test('a panorama and a scroll stay within the strip', () => {
  expect(frameWidth(12)).toBe(150)
  expect(frameWidth(0.1)).toBe(28)
  expect(frameWidth(0)).toBe(93)
})
