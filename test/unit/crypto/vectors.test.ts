import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { stretchPassword } from '../../../src/main/crypto/stretch-password.ts'
import { checkVectors } from '../../fixtures/is1/check-vectors.ts'
import { vectorsSchema } from '../../fixtures/is1/vectors.ts'

const path = join(import.meta.dirname, '../../fixtures/is1/vectors.json')
const page = join(import.meta.dirname, '../../../docs/crypto.md')

test('all known answers hold in Node, and are as many as the page says', async () => {
  const vectors = vectorsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  const said = /holds (\d+) known answers/.exec(readFileSync(page, 'utf8'))?.[1]
  expect(Object.values(vectors).flat().length).toBe(Number(said))
  expect(Object.entries(vectors).filter(([, list]) => list.length === 0)).toEqual([])
  expect(await checkVectors(vectors, stretchPassword)).toEqual([])
})
