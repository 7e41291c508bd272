import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

// npm run campaign -- isolation [MEMBERS]: the isolation matrix of npm test with 200 members instead of 20.

const root = join(import.meta.dirname, '..', '..')
const members = process.argv[2] ?? '200'
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs')
const done = spawnSync(
  process.execPath,
  [
    vitest,
    'run',
    'test/integration/server/isolation-matrix.test.ts',
    '--testTimeout=36000000',
    '--hookTimeout=36000000',
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, MEMBERS: members } },
)
process.exit(done.status ?? 1)
