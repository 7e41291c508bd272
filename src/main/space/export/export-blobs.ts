import { base64url } from '../../../shared/space/client/connection.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import { jsonLine } from './export-folder.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Count } from './inventory.ts'
import { bytesOf, listedBlobs } from './walk-blobs.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/** Blobs that are not in the folder yet, and the list of all. @returns how many were fetched @throws AccountRefusal foreign-blob */
export async function exportBlobs(
  walk: Walk,
  folder: ExportFolder,
  devices: readonly KnownDevice[],
  count: Count,
): Promise<number> {
  let fetched = 0
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const listed of listedBlobs(walk, devices)) {
      const id = hexOf(listed.blob)
      if (!(await folder.hasBlob(id, listed.length))) {
        await folder.write(folder.blob(id), bytesOf(walk, listed))
        fetched++
      }
      count('blobs')
      count('blobBytes', listed.length)
      const { length, keptAt } = listed
      yield jsonLine({ blob: id, length, keptAt, statement: base64url(listed.statement) })
    }
  }
  await folder.write(folder.file('blobs.jsonl'), lines())
  return fetched
}
