import { packColumns, packColumnsDelta } from '../../../shared/columns-codec.ts'
import { AppError } from '../../../shared/errors.ts'
import type { Engine } from '../engine.ts'
import { bytesAnswer } from './answer.ts'
import type { Answer } from './answer.ts'
import { gone } from './gone.ts'

const BYTES = 'application/octet-stream'

export function columnsAnswer({ catalog }: Engine, since: string | null): Answer {
  if (since === null) return bytesAnswer(packColumns(catalog.columns, catalog.version), BYTES)
  if (!/^\d{1,10}$/.test(since)) throw new AppError('bad-request')
  // A version we have not come to yet is another run's.
  const slots = Number(since) > catalog.version ? null : catalog.changedSince(Number(since))
  return slots === null ? gone : bytesAnswer(packColumnsDelta(catalog.columns, catalog.version, slots), BYTES)
}

export function orderAnswer({ catalog }: Engine, viewId: string): Answer {
  const order = catalog.viewOrder(viewId)
  return order === null
    ? gone
    : bytesAnswer(new Uint8Array(order.buffer, order.byteOffset, order.byteLength), BYTES)
}
