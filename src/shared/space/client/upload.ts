import { stateBlob } from '../../crypto/blob-statement.ts'
import { equal } from '../../crypto/bytes.ts'
import type { Receipt } from '../../crypto/server-receipt.ts'
import { readReceipt } from '../../crypto/server-receipt.ts'
import { publicKeyOf } from '../../crypto/signature.ts'
import { NotAuthentic, sha256 } from '../../crypto/web-crypto.ts'
import { z } from 'zod'
import { api } from '../api.ts'
import { Refusal, refusalSchema } from '../refusal.ts'
import type { Session } from './connection.ts'
import { BrokenAnswer } from './connection.ts'
import type { Tools } from './member.ts'
import type { ReceivedAnswer } from './transport.ts'

declare const TextDecoder: { new (): { decode(bytes: Uint8Array): string } }

/**
 * Uploads a sealed blob that fits into memory, in one call, and has the server keep it. It counts as kept with the
 * server's receipt only.
 * @throws Refusal; NotAuthentic when the receipt is for something else
 */
export async function uploadSmall(
  { connection }: Pick<Tools, 'connection'>,
  session: Session,
  serverKey: Uint8Array,
  sealed: Uint8Array,
): Promise<Receipt> {
  const blob = await sha256(sealed)
  const created = await connection.sendRaw(
    session,
    'POST',
    '/v1/uploads',
    {
      'tus-resumable': '1.0.0',
      'upload-length': String(sealed.length),
      'content-type': 'application/offset+octet-stream',
    },
    sealed,
  )
  if (created.status !== 201) throw refusalInTus(created)
  const upload = created.header('location')?.split('/').at(-1)
  if (!upload) throw new BrokenAnswer()
  const statement = stateBlob(session.deviceSeed, {
    ...{ owner: session.account, blob, length: sealed.length },
    device: publicKeyOf(session.deviceSeed),
  })
  const { receipt } = await connection.askAs(session, api.uploads.complete, {
    params: { upload: z.util.base64urlToUint8Array(upload) },
    body: { statement },
  })
  const read = readReceipt(receipt, serverKey)
  const fits = read.kind === 'kept' && equal(read.account, session.account) && equal(read.object, blob)
  if (!fits || read.length !== sealed.length) throw new NotAuthentic()
  return read
}

/** What a call of tus was refused with; such calls are bound to nobody. */
export function refusalInTus(received: ReceivedAnswer): Error {
  try {
    const { code, sentence } = refusalSchema.parse(JSON.parse(new TextDecoder().decode(received.body)))
    return new Refusal(code, sentence)
  } catch {
    return new BrokenAnswer()
  }
}
