import { spawn } from 'node:child_process'
import { extname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { errorNoticeSchema } from '../../shared/jobs.ts'

/** What a new engine process says first, as one line of JSON on its standard output. It says nothing else there. */
export const startMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('refused'), error: errorNoticeSchema }),
])
export type StartMessage = z.infer<typeof startMessageSchema>

/** Runs an engine process for a library and answers with what it says. */
export type StartEngine = (libraryPath: string) => Promise<StartMessage>

/** The engine's entry file, in the form that this process itself runs in. */
export const engineEntry = fileURLToPath(
  new URL(`./engine-process${extname(fileURLToPath(import.meta.url))}`, import.meta.url),
)

/** Runs the engine as a process of its own, which stays when we end, as long as it has users or work. */
export const startDetachedEngine: StartEngine = async (libraryPath) => {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', engineEntry, libraryPath], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
    windowsHide: true,
  })
  const message = await readStartMessage(child.stdout)
  child.stdout.destroy()
  child.unref()
  return message
}

/** A process that ends without a word has stopped: it could not even be loaded, or was ended from outside. */
export async function readStartMessage(output: Readable): Promise<StartMessage> {
  for await (const line of createInterface({ input: output }))
    return startMessageSchema.parse(JSON.parse(line))
  return { kind: 'refused', error: { code: 'engine-stopped', params: {} } }
}
