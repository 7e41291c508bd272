import { startOrAttach } from '../main/engine/attach.ts'
import type { EngineConnection } from '../main/engine/engine-connection.ts'
import { AppError } from '../shared/errors.ts'

/** Runs a command on the library's engine: the running one, or one of its own. */
export async function withEngine<T>(
  library: string,
  run: (engine: EngineConnection) => Promise<T>,
): Promise<T> {
  const engine = await startOrAttach(library)
  try {
    return await Promise.race([run(engine), engine.closed.then(stopped)])
  } finally {
    engine.close()
  }
}

function stopped(): never {
  throw new AppError('engine-stopped')
}
