import { equal } from '../../crypto/bytes.ts'
import type { Device } from '../../crypto/device-certificate.ts'
import { readCertificate } from '../../crypto/device-certificate.ts'
import { NotAuthentic } from '../../crypto/web-crypto.ts'
import { api } from '../api.ts'
import { ForeignAnswer } from './connection.ts'
import type { Member, Tools } from './member.ts'
import { reportForeign } from './report.ts'

export interface KnownDevice extends Device {
  revokedAt: number | null
}

/** The member's computers, each certified by their identity; one that is not is nobody's. @throws Refusal, ForeignAnswer */
export async function listDevices({ connection }: Tools, member: Member): Promise<KnownDevice[]> {
  const { session, identity } = member
  const { devices } = await connection.askAs(session, api.sessions.listDevices, {})
  try {
    return devices.flatMap(({ device, certificate, revokedAt }) => {
      if (certificate === null) return []
      const read = readCertificate(certificate, session.account, identity.signingKey)
      if (!equal(read.key, device)) throw new NotAuthentic()
      return [{ ...read, revokedAt }]
    })
  } catch (error) {
    if (!(error instanceof NotAuthentic)) throw error
    await reportForeign(connection, session, 'foreign-account')
    throw new ForeignAnswer()
  }
}
