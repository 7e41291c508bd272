import type { RandomSource } from '../random.ts'

const ASKED = 3

/** Which words of a recovery kit are asked for, to see that it is on paper: different places from 1 on, rising. */
export function drawPlaces(words: number, random: RandomSource): number[] {
  const drawn = new Set<number>()
  while (drawn.size < ASKED) drawn.add(1 + (random.bytes(1)[0]! % words))
  return [...drawn].sort((a, b) => a - b)
}

/** Case and spaces around it do not matter. @param place from 1 on */
export function isWordAt(words: readonly string[], place: number, typed: string): boolean {
  return typed.trim().toLowerCase() === words[place - 1]
}
