import type { UtilityProcess } from 'electron'
import { sep } from 'node:path'
import type { Readable } from 'node:stream'
import { engineEntry, readStartMessage } from '../../engine/engine-start.ts'
import type { StartEngine } from '../../engine/engine-start.ts'

type Fork = (
  path: string,
  args: string[],
  options: { stdio: ['ignore', 'pipe', 'inherit']; serviceName: string },
) => UtilityProcess

/**
 * Runs the engine as a utility process of the app. It is packed next to the archive, not into it: it starts workers
 * and processes of its own, which read plain files.
 */
export function utilityEngine(fork: Fork): StartEngine {
  const entry = engineEntry.replace(`app.asar${sep}`, `app.asar.unpacked${sep}`)
  return async (libraryPath) => {
    const child = fork(entry, [libraryPath], {
      stdio: ['ignore', 'pipe', 'inherit'],
      serviceName: 'Image Space engine',
    })
    // With stdio 'pipe' there is an output, and it is one of Node's streams though declared less exactly.
    return readStartMessage(child.stdout as Readable)
  }
}
