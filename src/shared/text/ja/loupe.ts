import type { loupe as en } from '../en/loupe.ts'

export const loupe: typeof en = {}
