import { equal } from '../../shared/crypto/bytes.ts'
import { recordTypes } from '../../shared/crypto/sealed-record.ts'
import { publicKeyOf } from '../../shared/crypto/signature.ts'
import { clockOffset } from '../../shared/hybrid-clock.ts'
import { listDevices } from '../../shared/space/client/devices.ts'
import type { Member, Tools } from '../../shared/space/client/member.ts'
import {
  addSpace,
  findSpace,
  namedSpace,
  openSpace,
  readRecords,
  sealNext,
  sendRecord,
} from '../../shared/space/client/space-log.ts'
import type { OpenSpace, StoredSpace } from '../../shared/space/client/space-log.ts'
import { Refusal } from '../../shared/space/refusal.ts'
import { bytesOf, hexOf } from '../catalog/bytes.ts'
import { greet } from '../space/reach-server.ts'
import type { SpaceLog } from './space-log.ts'
import { SyncRefusal } from './sync-refusal.ts'

/** The log of a member's library at their server. @throws AccountRefusal, Refusal when the server cannot be asked */
export async function serverSpaceLog(tools: Tools, member: Member): Promise<SpaceLog> {
  const asked = tools.now()
  const { key, time } = await greet(tools.connection)
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
    name: { server: hexOf(key), account: hexOf(member.session.account), space: hexOf(space) },
    device: publicKeyOf(member.session.deviceSeed),
    clockOffset: clockOffset(asked, tools.now(), time),
    async open(joined) {
      const stored = joined
        ? await openJoined(tools, member, space, joined.sealedKey)
        : await openSpace(tools, member, space)
      opened.space = stored
      return hexOf(stored.sealedKey)
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

/** A library that has written into its space never gets another one: nobody could open what is sealed for both. */
async function openJoined(
  tools: Tools,
  member: Member,
  space: Uint8Array,
  kept: string | null,
): Promise<StoredSpace> {
  const found = await findSpace(tools, member, space)
  if (found && kept !== null && hexOf(found.sealedKey) !== kept) throw new SyncRefusal('other-key')
  if (found) return found
  if (kept === null) throw new SyncRefusal('space-lost')
  return addSpace(tools, member, space, new Uint8Array(bytesOf(kept))).catch((error: unknown) => {
    throw error instanceof Refusal && error.code === 'conflict' ? new SyncRefusal('other-key') : error
  })
}

async function devicesOf(tools: Tools, member: Member): Promise<Uint8Array[]> {
  return (await listDevices(tools, member)).map(({ key }) => key)
}
