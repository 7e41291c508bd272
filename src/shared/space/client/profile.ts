import { z } from 'zod'
import { equal } from '../../crypto/bytes.ts'
import type { Cbor } from '../../crypto/cbor.ts'
import { decodeCbor, encodeCbor } from '../../crypto/cbor.ts'
import { recordTypes } from '../../crypto/sealed-record.ts'
import { publicKeyOf } from '../../crypto/signature.ts'
import { listDevices } from './devices.ts'
import type { Member, Tools } from './member.ts'
import type { LogPlace, OpenedRecord, OpenSpace } from './space-log.ts'
import { appendRecord, logStart, namedSpace, openSpace, readRecords } from './space-log.ts'

const profileSchema = z.object({
  email: z.string(),
  name: z.string().optional(),
  nickname: z.string().optional(),
  telephone: z.string().optional(),
})

/** What a member says about themselves. It exists sealed only; no server has it. */
export type Profile = z.infer<typeof profileSchema>

/** @throws Refusal, ForeignAnswer */
export async function writeProfile(tools: Tools, member: Member, profile: Profile): Promise<void> {
  const { space, records, place } = await readAccountSpace(tools, member)
  const device = publicKeyOf(member.session.deviceSeed)
  const last = records.findLast(({ header }) => equal(header.device, device))
  const before = { sequence: last?.header.deviceSequence ?? 0, header: last?.encoded ?? null }
  const given = Object.entries(profile).filter(([, value]) => value !== undefined)
  const plaintext = encodeCbor(Object.fromEntries(given) as Record<string, Cbor>) // Its fields are text.
  await appendRecord(tools, member, space, recordTypes.profile, plaintext, place, before)
}

/** The newest profile; null when there is none. @throws Refusal, ForeignAnswer */
export async function readProfile(tools: Tools, member: Member): Promise<Profile | null> {
  const { records } = await readAccountSpace(tools, member)
  const last = records.findLast(({ header }) => header.type === recordTypes.profile)
  return last ? profileSchema.parse(decodeCbor(last.plaintext)) : null
}

/** The space that every account has, for what is about the member and not about photos. */
async function readAccountSpace(
  tools: Tools,
  member: Member,
): Promise<{ space: OpenSpace; records: OpenedRecord[]; place: LogPlace }> {
  const space = await openSpace(tools, member, await namedSpace(member, 'account'))
  const ours = await listDevices(tools, member)
  const isOurs = (device: Uint8Array) => ours.some(({ key }) => equal(key, device))
  const records: OpenedRecord[] = []
  for (let place = logStart; ;) {
    const read = await readRecords(tools, member, space, place, isOurs)
    records.push(...read.records)
    place = read.place
    if (read.records.length === 0 || place.sequence >= read.head.sequence) return { space, records, place }
  }
}
