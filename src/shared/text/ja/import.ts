import type { importing as en } from '../en/import.ts'

export const importing: typeof en = {}
