// The two bundles: the renderer for every host, and the main process for Electron. Each is built only when one of
// its sources is newer.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ready.mjs'

export function buildRenderer() {
  const sources = ['src/renderer', 'src/shared', 'vite.config.ts', 'package-lock.json']
  return buildWhenOld('window', 'dist/renderer/index.html', sources, ['vite.config.ts'])
}

export function buildMain() {
  const sources = [
    'src/main',
    'src/cli',
    'src/shared',
    'vite.main.config.ts',
    'vite.preload.config.ts',
    'package-lock.json',
  ]
  return buildWhenOld(
    'app',
    'dist/main/hosts/electron/preload.cjs',
    sources,
    ['vite.main.config.ts', 'vite.preload.config.ts'],
    ['dist/main', 'dist/cli', 'dist/shared', 'dist/vendor', 'dist/_virtual'],
  )
}

/** @param {string} what for the line that is shown */
async function buildWhenOld(what, result, sources, configs, cleared = []) {
  const built = join(root, result)
  const newest = Math.max(...sources.map((source) => newestChange(join(root, source))))
  if (existsSync(built) && statSync(built).mtimeMs >= newest) return
  process.stderr.write(`Building the ${what}…\n`)
  for (const folder of cleared) rmSync(join(root, folder), { recursive: true, force: true })
  for (const config of configs) {
    const done = spawnSync(
      process.execPath,
      [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--config', config, '--logLevel', 'error'],
      { cwd: root, stdio: ['ignore', 2, 2] },
    )
    if (done.status !== 0) process.exit(2)
  }
}

function newestChange(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}
