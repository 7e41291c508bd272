import type { Command } from 'commander'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

/** The server is a program of its own; its commands and options are told by itself. */
export function addServer(program: Command): void {
  program
    .command('server')
    .description('run an image space server, or look after one (server --help)')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action(async (args: string[]) => {
      const child = spawn(process.execPath, [...process.execArgv, SERVER, ...args], { stdio: 'inherit' })
      // Whoever stops us means the server; it ends by itself, and then so do we.
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
        process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
      const { promise, resolve } = Promise.withResolvers<number>()
      child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
      process.exitCode = await promise
    })
}
