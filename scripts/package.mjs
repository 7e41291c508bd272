// npm run package [-- electron-builder options, such as --linux deb --arm64]: builds the bundles and the installers of
// this system into dist/installers.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildMain, buildRenderer } from './lib/build.mjs'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))
await buildRenderer()
await buildMain()
const builder = join(root, 'node_modules', 'electron-builder', 'cli.js')
const options = process.argv.slice(2)
const done = spawnSync(
  process.execPath,
  [builder, '--config', 'electron-builder.yml', '--publish', 'never', ...options],
  {
    cwd: root,
    stdio: 'inherit',
  },
)
process.exit(done.status ?? 2)
