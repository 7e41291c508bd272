import { resolve } from 'node:path'
import { startOrAttach, whenGone } from './attach.ts'
import type { EngineConnection } from './engine-connection.ts'
import type { StartEngine } from './engine-start.ts'

/** A host's lasting hold on its library's engine: attached again, or started again, when it went away. */
export interface EngineLink {
  /** @throws AppError when it can be neither found nor started */
  current(): Promise<EngineConnection>
  /** Lets go. An engine that nobody else needs has ended when this resolves. */
  close(): Promise<void>
}

export function linkEngine(libraryPath: string, start?: StartEngine): EngineLink {
  let connecting: Promise<EngineConnection> | null = null

  function connect(): Promise<EngineConnection> {
    const attempt = startOrAttach(libraryPath, start)
    const forget = () => {
      if (connecting === attempt) connecting = null
    }
    attempt.then(({ closed }) => void closed.then(forget), forget)
    return attempt
  }

  return {
    current: () => (connecting ??= connect()),
    async close() {
      const connection = await connecting?.catch(() => null)
      if (!connection) return
      const stopping = await endUnlessNeeded(connection)
      connection.close()
      if (stopping) await whenGone(resolve(libraryPath))
    },
  }
}

async function endUnlessNeeded(connection: EngineConnection): Promise<boolean> {
  try {
    return (await connection.client.app.stop({ unlessNeeded: true })).stopping
  } catch {
    // It has gone already, by itself.
    return false
  }
}
