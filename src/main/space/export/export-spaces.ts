import { openSpaceKey } from '../../../shared/crypto/space-key.ts'
import { api } from '../../../shared/space/api.ts'
import { base64url } from '../../../shared/space/client/connection.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import { AccountRefusal } from '../account-refusal.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Count } from './inventory.ts'
import { recordsOf } from './walk-records.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/** Spaces, whose keys must open with the root key, and their logs. @throws AccountRefusal foreign-space, foreign-record */
export async function exportSpaces(
  walk: Walk,
  folder: ExportFolder,
  devices: readonly KnownDevice[],
  count: Count,
): Promise<void> {
  const { spaces } = await walk.ask(api.spaces.list)
  const { library } = walk.account.member.keys
  for (const { space, keys } of spaces) {
    const refusal = new AccountRefusal('foreign-space', { space: hexOf(space) })
    for (const { epoch, sealedKey } of keys)
      await walk.requireOurs(refusal, 'foreign-account', () =>
        openSpaceKey(library, { account: walk.owner, space, epoch }, sealedKey),
      )
  }
  await folder.writeJson(
    folder.file('spaces.json'),
    spaces.map(({ space, keys }) => ({
      space: hexOf(space),
      keys: keys.map(({ epoch, sealedKey }) => ({ epoch, sealedKey: base64url(sealedKey) })),
    })),
  )
  for (const { space } of spaces) {
    const records = counted(recordsOf(walk, space, devices), () => count('records'))
    await folder.write(folder.records(hexOf(space)), records)
    count('spaces')
  }
}

async function* counted<T>(all: AsyncIterable<T>, count: () => void): AsyncGenerator<T> {
  for await (const one of all) {
    count()
    yield one
  }
}
