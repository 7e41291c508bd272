import { z } from 'zod'
import { api } from '../../../shared/space/api.ts'
import { base64url } from '../../../shared/space/client/connection.ts'
import { jsonLine } from './export-folder.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Count } from './inventory.ts'
import { accessesOf } from './walk-accesses.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/** Who opened what, in words and as the chain of hashes is over it. @throws AccountRefusal foreign-access */
export async function exportAccesses(walk: Walk, folder: ExportFolder, count: Count): Promise<void> {
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const { sequence, entry, encoded, hash } of accessesOf(walk)) {
      count('accesses')
      const { at, verb, kind, first, last, bytes, result } = entry
      yield jsonLine({
        ...{ sequence, at: new Date(at).toISOString(), verb, kind },
        ...{ object: hexOf(entry.object), first, last, bytes, result },
        ...{ actor: hexOf(entry.actor), device: hexOf(entry.device) },
        ...{ entry: base64url(encoded), hash: base64url(hash) },
      })
    }
  }
  await folder.write(folder.file('accesses.jsonl'), lines())
  const { checkpoints } = z.encode(api.trust.checkpoints.answer, await walk.ask(api.trust.checkpoints))
  await folder.writeJson(folder.file('checkpoints.json'), checkpoints)
}
