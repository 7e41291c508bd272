import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stretchPassword } from '../../../src/main/crypto/stretch-password.ts'
import { checkVectors } from '../../fixtures/is1/check-vectors.ts'
import { vectorsSchema } from '../../fixtures/is1/vectors.ts'

const path = join(import.meta.dirname, '../../fixtures/is1/vectors.json')

test('all known answers hold in Node', async () => {
  const vectors = vectorsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  expect(Object.values(vectors).flat().length).toBeGreaterThanOrEqual(200)
  expect(await checkVectors(vectors, stretchPassword)).toEqual([])
})
