import { NotAuthentic } from '../../../src/shared/crypto/web-crypto.ts'

/** True when it is refused as what it is not; anything else that goes wrong is a finding. */
export async function refused(opening: Promise<unknown>): Promise<boolean> {
  return opening.then(
    () => false,
    (error: unknown) => {
      if (error instanceof NotAuthentic) return true
      throw error
    },
  )
}
