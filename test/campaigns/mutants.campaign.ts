import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { mutants } from './mutants.ts'

// npm run campaign -- mutants [FROM] [TO]: takes away each predicate that decides who may see what, one at a time, in a copy,
// and runs the tests of accounts and isolation there. A mutant that they let live is a hole in the tests.

const tests = [
  'accounts',
  'credentials',
  'isolation',
  'isolation-matrix',
  'record-log',
  'watch',
  'faults',
  'bad-input',
]
const root = join(import.meta.dirname, '..', '..')
const chosen = mutants.slice(Number(process.argv[2] ?? 0), Number(process.argv[3] ?? mutants.length))
const copy = mkdtempSync(join(tmpdir(), 'image-space-mutants-'))
for (const name of ['src', 'test', 'package.json', 'tsconfig.base.json', 'vitest.config.ts'])
  cpSync(join(root, name), join(copy, name), { recursive: true })
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))

const alive: string[] = []
for (const { file, find, put } of chosen) {
  const path = join(copy, file)
  const sound = readFileSync(path, 'utf8')
  const name = `${file}: ${find.split('\n')[0]}`
  if (!sound.includes(find)) throw new Error(`there is no such code any more: ${name}`)
  writeFileSync(path, sound.replace(find, put))
  const done = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--bail=1', '--reporter=dot'],
      ...tests.map((test) => `test/integration/server/${test}`),
    ],
    { cwd: copy, env: { ...process.env, MEMBERS: '3' }, encoding: 'utf8' },
  )
  writeFileSync(path, sound)
  if (done.status === 0) alive.push(name)
  console.log(`${done.status === 0 ? 'ALIVE ' : 'killed'} ${name}`)
}
rmSync(copy, { recursive: true, force: true })
console.log(`${chosen.length} mutants, ${chosen.length - alive.length} killed`)
process.exit(alive.length === 0 ? 0 : 1)
