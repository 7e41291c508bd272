import { equal } from '../../shared/crypto/bytes.ts'
import { recordTypes } from '../../shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { clockOffset } from '../../shared/hybrid-clock.ts'
import { api } from '../../shared/space/api.ts'
import { listDevices } from '../../shared/space/client/devices.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import {
  namedSpace,
  openSpace,
  readRecords,
  sealNext,
  sendRecord,
} from '../../shared/space/client/space-log.ts'
import type { OpenSpace } from '../../shared/space/client/space-log.ts'
import { hexOf } from '../catalog/bytes.ts'
import type { SpaceLog } from './space-log.ts'

/** The log of a member's library at their server. @throws Refusal, ForeignAnswer when the server cannot be asked */
export async function serverSpaceLog(tools: Tools, member: Member): Promise<SpaceLog> {
  const asked = tools.now()
  const { key, time } = await tools.connection.ask(api.server.describe, {})
  const space = await namedSpace(member, 'library')
  const opened: { space?: OpenSpace; devices: Uint8Array[] } = { devices: [] }
  const isListed = (device: Uint8Array) => opened.devices.some((known) => equal(known, device))
  const isOurs = async (device: Uint8Array) => {
    // One that was added since we last looked is no stranger.
    if (!isListed(device)) opened.devices = await devicesOf(tools, member)
    return isListed(device)
  }
  const use = () => {
    if (!opened.space) throw new Error('the space is not open')
    return opened.space
  }
  return {
    joined: { server: hexOf(key), account: hexOf(member.session.account), space: hexOf(space) },
    device: publicKeyOf(member.session.deviceSeed),
    clockOffset: clockOffset(asked, tools.now(), time),
    async open() {
      opened.space = await openSpace(tools, member, space)
    },
    async read(after) {
      const { records } = await readRecords(tools, member, use(), after, isOurs)
      return records
    },
    seal: (batch, seen, before, clock) =>
      sealNext(tools, member, use(), recordTypes.batch, batch, seen, before, clock),
    async send(record) {
      const { sequence } = await sendRecord(tools, member, use(), record, null)
      return sequence
    },
  }
}

async function devicesOf(tools: Tools, member: Member): Promise<Uint8Array[]> {
  return (await listDevices(tools, member)).map(({ key }) => key)
}
