import { hashRaw } from '@node-rs/argon2'
import { exactly } from '../../shared/crypto/bytes.ts'
import { passwordStretch } from '../../shared/crypto/password.ts'
import type { StretchPassword } from '../../shared/crypto/password.ts'

/** The library's own name for it is an enum that exists for compilers only. */
const ARGON2ID = 2

/** Argon2id by a native library, on a thread of its own. */
export const stretchPassword: StretchPassword = (password, salt) =>
  hashRaw(password, {
    algorithm: ARGON2ID,
    salt: exactly(passwordStretch.saltLength, salt),
    memoryCost: passwordStretch.memoryKiB,
    timeCost: passwordStretch.passes,
    parallelism: passwordStretch.lanes,
    outputLen: passwordStretch.length,
  })
