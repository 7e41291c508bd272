import { spawn } from 'node:child_process'

/** Runs another program of ours in this one's place: its output, its signals, its exit code. @param file its entry */
export async function runProgram(file: string, args: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], { stdio: 'inherit' })
  // Whoever stops us means it; it ends by itself, and then so do we.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
  const { promise, resolve } = Promise.withResolvers<number>()
  child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  process.exitCode = await promise
}
