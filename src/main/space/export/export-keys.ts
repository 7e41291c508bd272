import { z } from 'zod'
import { equal } from '../../../shared/crypto/bytes.ts'
import { readCertificate } from '../../../shared/crypto/device-certificate.ts'
import { followIdentity, openIdentity } from '../../../shared/crypto/identity.ts'
import { NotAuthentic } from '../../../shared/crypto/web-crypto.ts'
import { api } from '../../../shared/space/api.ts'
import { ForeignAnswer } from '../../../shared/space/client/connection.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import type { ExportFolder } from './export-folder.ts'
import type { Count } from './inventory.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/** Statements, sealed keys and wraps, as the server gives them out. @throws ForeignAnswer, Refusal */
export async function exportKeys(walk: Walk, folder: ExportFolder): Promise<void> {
  const answer = await walk.ask(api.account.keys)
  await walk.requireOurs(new ForeignAnswer(), 'foreign-account', async () => {
    const identity = await followIdentity(walk.owner, answer.statements)
    await openIdentity(walk.account.member.keys.identity, identity, answer.sealedIdentity)
  })
  const { account: _owner, ...keys } = z.encode(api.account.keys.answer, answer)
  await folder.writeJson(folder.keys, { account: hexOf(walk.owner), ...keys })
}

/** @returns those that may have written what else there is @throws ForeignAnswer, Refusal */
export async function exportDevices(walk: Walk, folder: ExportFolder, count: Count): Promise<KnownDevice[]> {
  const answer = await walk.ask(api.sessions.listDevices)
  const { signingKey } = walk.account.member.identity
  const certified = await walk.requireOurs(new ForeignAnswer(), 'foreign-account', () =>
    answer.devices.flatMap(({ device, certificate, revokedAt }) => {
      if (certificate === null) return []
      const read = readCertificate(certificate, walk.owner, signingKey)
      if (!equal(read.key, device)) throw new NotAuthentic()
      return [{ ...read, revokedAt }]
    }),
  )
  const { devices } = z.encode(api.sessions.listDevices.answer, answer)
  await folder.writeJson(folder.file('devices.json'), devices)
  count('devices', devices.length)
  return certified
}
