import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** A server in a process of its own; it prints where it listens. @param folder is what it may write to */
export async function startApart(
  script: string,
  folder: string,
): Promise<{ origin: string; files: string; stop(): Promise<void> }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { origin, files = '' } = JSON.parse(line) as { origin: string; files?: string }
  return {
    ...{ origin, files },
    async stop() {
      child.stdin.end()
      await once(child, 'exit')
    },
  }
}
