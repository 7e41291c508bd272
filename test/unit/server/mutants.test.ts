import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mutants } from '../../campaigns/mutants.ts'

const root = join(import.meta.dirname, '..', '..', '..')

// That each of them is noticed, `npm run campaign -- mutants` shows.
test('FI-04 at least 40 mutants of what decides who may see what, each of code that is there', () => {
  expect(mutants.length).toBeGreaterThanOrEqual(40)
  for (const { file, find, put } of mutants) {
    const source = readFileSync(join(root, file), 'utf8')
    expect(source.includes(find), `${file}: ${find}`).toBe(true)
    expect(source.replace(find, put)).not.toBe(source)
  }
})
