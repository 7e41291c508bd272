import type { Command } from 'commander'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../run-program.ts'

const SERVER = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

/** The server is a program of its own; its commands and options are told by itself. */
export function addServer(program: Command): void {
  program
    .command('server')
    .description('run an image space server, or look after one (server --help)')
    .allowUnknownOption()
    .helpOption(false)
    .argument('[args...]')
    .action((args: string[]) => runProgram(SERVER, args))
}
