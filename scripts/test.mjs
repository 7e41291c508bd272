// npm test [-- FILTER]: everything there is to check, in one go, on a fresh machine too. Ends with one plain line
// "N passed, N failed, N skipped". Static checks count as one each. A FILTER runs only test files whose path
// contains it, without the static checks.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))

const filters = process.argv.slice(2)
const bin = (name) => join(root, 'node_modules', ...name.split('/'))
let passed = 0
let failed = 0
let skipped = 0

function run(what, args) {
  const started = Date.now()
  process.stdout.write(`\n── ${what}\n`)
  const done = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  process.stdout.write(`── ${what}: ${((Date.now() - started) / 1000).toFixed(0)} s\n`)
  return done.status === 0
}

function check(what, args) {
  if (run(what, args)) passed++
  else failed++
}

/** The same beside others: what it prints comes when it is done. */
async function checkBeside(what, args) {
  const started = Date.now()
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = []
  for (const output of [child.stdout, child.stderr]) output.on('data', (bytes) => printed.push(bytes))
  const code = await new Promise((done) => child.on('close', done))
  const seconds = ((Date.now() - started) / 1000).toFixed(0)
  process.stdout.write(`\n── ${what}\n${Buffer.concat(printed)}── ${what}: ${seconds} s\n`)
  if (code === 0) passed++
  else failed++
}

if (filters.length === 0) {
  check('types', [bin('typescript/bin/tsc'), '-b', '--pretty'])
  await Promise.all([
    checkBeside('lint', [bin('eslint/bin/eslint.js'), '.', '--max-warnings', '0']),
    checkBeside('format', [bin('prettier/bin/prettier.cjs'), '--check', '--log-level', 'warn', '.']),
  ])
}
check('renderer bundle', [bin('vite/bin/vite.js'), 'build', '--logLevel', 'warn'])

const cache = join(root, 'node_modules', '.cache')
const report = join(cache, 'vitest-report.json')
mkdirSync(cache, { recursive: true })
rmSync(report, { force: true })
const vitestOk = run('tests', [
  bin('vitest/vitest.mjs'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...filters,
])
if (existsSync(report)) {
  const counts = JSON.parse(readFileSync(report, 'utf8'))
  passed += counts.numPassedTests
  failed += counts.numFailedTests
  skipped += counts.numPendingTests + (counts.numTodoTests ?? 0)
  // A file that did not load has no tests to count, yet it failed.
  if (!vitestOk && counts.numFailedTests === 0) failed++
} else {
  failed++
}

if (!existsSync(join(bin('electron'), 'dist'))) {
  process.stdout.write('\nElectron end-to-end skipped: no Electron binary\n')
}
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`)
process.exit(failed === 0 && passed > 0 ? 0 : 1)
