import type { Command } from 'commander'
import { fileURLToPath } from 'node:url'
import { runProgram } from '../run-program.ts'

const DRILL = fileURLToPath(new URL('../../drill/main.ts', import.meta.url))

export function addDrill(program: Command): void {
  program
    .command('drill')
    .description(
      'June 2013 on a scratch server: 43 times two members get one number; what is seen, stopped, told',
    )
    .option('--json', 'print the figures as JSON')
    .action(({ json }: { json?: true }) => runProgram(DRILL, json ? ['--json'] : []))
}
