import { equal } from '../../../shared/crypto/bytes.ts'
import { encodeCbor } from '../../../shared/crypto/cbor.ts'
import { fieldsOf, parseHeader } from '../../../shared/crypto/record-header.ts'
import { requireSigned } from '../../../shared/crypto/signature.ts'
import { NotAuthentic, sha256 } from '../../../shared/crypto/web-crypto.ts'
import { api } from '../../../shared/space/api.ts'
import type { KnownDevice } from '../../../shared/space/client/devices.ts'
import { logStart } from '../../../shared/space/client/space-log.ts'
import { RECORDS_PER_CALL } from '../../../shared/space/routes/spaces.ts'
import { AccountRefusal } from '../account-refusal.ts'
import { hexOf } from './walk.ts'
import type { Walk } from './walk.ts'

/**
 * The log of a space from its beginning, each record as dCBOR[sequence, header, sealed, appended at]. Each must be
 * signed for this account and space by a computer of the account, and follow the one before.
 * @throws AccountRefusal foreign-record; Refusal, ForeignAnswer
 */
export async function* recordsOf(
  walk: Walk,
  space: Uint8Array,
  devices: readonly KnownDevice[],
): AsyncGenerator<Uint8Array> {
  for (let place = logStart; ;) {
    const { records, head } = await walk.ask(api.records.read, {
      params: { space },
      query: { after: place.sequence, hash: place.hash, limit: RECORDS_PER_CALL },
    })
    for (const record of records) {
      const [sequence, encoded, sealed] = record
      const expected = place.sequence + 1
      const refusal = new AccountRefusal('foreign-record', { record: expected, space: hexOf(space) })
      await walk.requireOurs(refusal, 'foreign-record', async () => {
        const { header, signature } = parseHeader(encoded)
        requireSigned(header.device, 'is1/record', fieldsOf(header), signature)
        const fits =
          sequence === expected &&
          equal(header.owner, walk.owner) &&
          equal(header.space, space) &&
          devices.some(({ key }) => equal(key, header.device)) &&
          equal(header.body, await sha256(sealed))
        if (!fits) throw new NotAuthentic()
      })
      place = { sequence, hash: await sha256(place.hash, await sha256(encoded)) }
      yield encodeCbor(record)
    }
    if (records.length === 0 || place.sequence >= head.sequence) return
  }
}
