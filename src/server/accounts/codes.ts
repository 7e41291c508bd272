import { createHash, randomInt } from 'node:crypto'

/** Minutes that a code, and the challenge it belongs to, are good for. */
export const CODE_MINUTES = 10

/** Six digits. */
export function drawCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0')
}

/** Bound to its challenge: the same code of another one is no use. */
export function hashOfCode(challenge: Uint8Array, code: string): Buffer {
  return createHash('sha256').update(challenge).update(code, 'utf8').digest()
}
