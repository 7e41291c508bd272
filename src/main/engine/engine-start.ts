import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { dirname, extname } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { errorNoticeSchema } from '../../shared/jobs.ts'
import { makeFolder } from '../make-folder.ts'
import { libraryLayout } from './library-layout.ts'

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
  const errors = errorOutput(libraryPath)
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', engineEntry, libraryPath], {
    detached: true,
    stdio: ['ignore', 'pipe', errors],
    windowsHide: true,
  })
  if (errors !== 'ignore') closeSync(errors)
  // With stdio 'pipe' there is an output.
  const output = child.stdout!
  const message = await readStartMessage(output)
  output.destroy()
  child.unref()
  return message
}

/** What a process says that dies of something it cannot log itself goes into the same log. */
function errorOutput(libraryPath: string): number | 'ignore' {
  const { log } = libraryLayout(libraryPath)
  try {
    makeFolder(dirname(log))
    return openSync(log, 'a', 0o600)
  } catch {
    // The engine will say what is wrong with the folder.
    return 'ignore'
  }
}

/** A process that ends without a word has stopped: it could not even be loaded, or was ended from outside. */
export async function readStartMessage(output: Readable): Promise<StartMessage> {
  for await (const line of createInterface({ input: output }))
    return startMessageSchema.parse(JSON.parse(line))
  return { kind: 'refused', error: { code: 'engine-stopped', params: {} } }
}
