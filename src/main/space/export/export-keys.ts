import { z } from 'zod'
import { api } from '../../../shared/space/api.ts'
import { listDevices } from '../../../shared/space/client/devices.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Count } from './inventory.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/** Statements, sealed keys and wraps, as the server gives them out. */
export async function exportKeys(walk: Walk, folder: ExportFolder): Promise<void> {
  const { account: _owner, ...keys } = z.encode(api.account.keys.answer, await walk.ask(api.account.keys))
  await folder.writeJson(folder.keys, { account: hexOf(walk.owner), ...keys })
}

/** @returns those that may have written what else there is */
export async function exportDevices(walk: Walk, folder: ExportFolder, count: Count): Promise<KnownDevice[]> {
  const answer = await walk.ask(api.sessions.listDevices)
  await folder.writeJson(
    folder.file('devices.json'),
    z.encode(api.sessions.listDevices.answer, answer).devices,
  )
  count('devices', answer.devices.length)
  return listDevices(walk.account.tools, walk.account.member)
}
