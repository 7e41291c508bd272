import type { CliResult } from '../../../fixtures/run-cli.ts'
import { runCli } from '../../../fixtures/run-cli.ts'

export type RunAdmin = (...args: string[]) => Promise<CliResult>

/** `server admin …` on a data folder, in a process of its own, as an operator runs it. */
export function adminOf(dataFolder: string, env: NodeJS.ProcessEnv = {}): RunAdmin {
  return (...args) => runCli(['server', 'admin', ...args, '--data', dataFolder], env)
}
