import { argon2id } from 'hash-wasm'
import { exactly } from '../../shared/crypto/bytes.ts'
import { passwordStretch } from '../../shared/crypto/password.ts'
import type { StretchPassword } from '../../shared/crypto/password.ts'

/** Argon2id in WebAssembly. It holds its thread for more than a second: call it in a worker. */
export const stretchPassword: StretchPassword = (password, salt) =>
  argon2id({
    password,
    salt: exactly(passwordStretch.saltLength, salt),
    memorySize: passwordStretch.memoryKiB,
    iterations: passwordStretch.passes,
    parallelism: passwordStretch.lanes,
    hashLength: passwordStretch.length,
    outputType: 'binary',
  })
