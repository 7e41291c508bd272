import type { Account } from '../../shared/account.ts'

export interface StoragePart {
  readonly id: 'used' | 'reserved' | 'free'
  readonly bytes: number
  /** Of the whole, 0 to 1. */
  readonly share: number
}

/** The room of an account in parts that add up to its quota, or to what is used where that is more. */
export function storageParts({ quota, used, reserved }: Account['room']): StoragePart[] {
  const free = Math.max(0, quota - used - reserved)
  const whole = Math.max(1, used + reserved + free)
  return [
    { id: 'used', bytes: used, share: used / whole },
    { id: 'reserved', bytes: reserved, share: reserved / whole },
    { id: 'free', bytes: free, share: free / whole },
  ]
}
