// npm start [-- --library DIR] [--port N] [--no-open] [--browser]: builds what is out of date and opens the app: in
// Electron where its binary can be had, else in the browser. Ctrl-C ends everything cleanly.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { buildMain, buildRenderer } from './lib/build.mjs'
import { ready, root } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))

const options = readOptions()
// A screen to show windows on; without one, as over SSH, the browser host prints its address.
const haveScreen = process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

try {
  await buildRenderer()
  if (!options.browser && haveScreen && haveElectron()) await startElectron()
  else await startBrowserHost()
} catch (error) {
  await refuse(error)
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        library: { type: 'string' },
        port: { type: 'string', default: '0' },
        'no-open': { type: 'boolean', default: false },
        browser: { type: 'boolean', default: false },
      },
    })
    const isPort = /^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536
    if (!isPort) throw new Error(`${values.port} is no port`)
    return values
  } catch (error) {
    console.error(
      `${error.message.split('. ')[0]}. npm start -- [--library DIR] [--port N] [--no-open] [--browser]`,
    )
    process.exit(2)
  }
}

/** Where someone watches, the binary is fetched once (it does not come from the package registry). */
function haveElectron() {
  const electron = join(root, 'node_modules', 'electron')
  if (existsSync(join(electron, 'dist'))) return true
  if (!process.stdout.isTTY) return false
  console.log('Fetching Electron…')
  spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', timeout: 300_000 })
  return existsSync(join(electron, 'dist'))
}

async function startElectron() {
  await buildMain()
  const { default: binary } = await import('electron')
  const library = options.library ? ['--library', resolve(options.library)] : []
  const child = spawn(binary, [root, ...library], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'))
  process.exit(await new Promise((done) => child.on('exit', (code) => done(code ?? 0))))
}

async function startBrowserHost() {
  const { openBrowserHost } = await import('../src/main/hosts/browser/browser-host.ts')
  const { openInBrowser } = await import('../src/main/hosts/browser/open-in-browser.ts')
  const { defaultLibraryFolder } = await import('../src/main/engine/pictures-folder.ts')
  const libraryPath = resolve(options.library ?? defaultLibraryFolder())
  const open = () =>
    openBrowserHost({
      libraryPath,
      rendererRoot: join(root, 'dist', 'renderer'),
      port: Number(options.port),
    })
  const someoneAnswers = process.stdin.isTTY && process.stdout.isTTY
  const host = someoneAnswers ? await openOrRestore(libraryPath, open) : await open()
  endWithSignals(host)
  if (!options.browser)
    console.log(
      `There is no ${haveScreen ? 'Electron' : 'screen'} here, so Image Space opens in the browser.`,
    )
  console.log(`Image Space is open at ${host.url}`)
  console.log('The address works once, on this computer. Ctrl-C ends Image Space.')
  if (!options['no-open']) openInBrowser(host.url)
}

/** Before anything is printed: whoever reads that it is open may end it at once. */
function endWithSignals(host) {
  let ending = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // The signal may come twice: from the terminal, and from the Node that started this one.
      if (ending) return
      ending = true
      host.close().then(() => process.exit(0))
    })
  }
}

/** Asks before a damaged catalog is put right, and ends where that is not wanted. */
async function openOrRestore(libraryPath, open) {
  const { offerRestore } = await import('../src/main/hosts/library/offer-restore.ts')
  const { askInTerminal } = await import('../src/main/hosts/browser/ask-in-terminal.ts')
  const { errorSentence } = await import('../src/shared/text/error-sentence.ts')
  const { en, ja } = await import('../src/shared/text/index.ts')
  const { language } = await import('../src/cli/language.ts')
  const { restore } = { en, ja }[language].host
  const host = await offerRestore(libraryPath, open, {
    ask: ({ params }) => askInTerminal(restore.question(params), process.stdin, process.stdout),
    tell: (restored) => console.log(errorSentence(language, restored)),
  })
  if (host !== null) return host
  console.error(restore.declined)
  process.exit(2)
}

/** One line that says what to do, as the command line does. */
async function refuse(error) {
  const { refusalLine } = await import('../src/cli/refusal.ts')
  console.error(refusalLine(error))
  process.exit(2)
}
