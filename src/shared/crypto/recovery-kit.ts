import { entropyToMnemonic, mnemonicToEntropy } from '@scure/bip39'
import { wordlist } from '@scure/bip39/wordlists/english.js'
import type { Bytes } from './bytes.ts'
import { ascii, exactly } from './bytes.ts'
import type { AccessKeys } from './password.ts'
import { hkdf } from './web-crypto.ts'

/**
 * The 24 words of a recovery key, 32 random bytes, to be printed. Words and check sum are those of BIP-39
 * (https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki), so that other software can read them too.
 */
export function wordsOfRecoveryKey(key: Uint8Array): string[] {
  return entropyToMnemonic(exactly(32, key), wordlist).split(' ')
}

/** Null when a word is wrong or the check sum is. Case and spaces do not matter. */
export function recoveryKeyOfWords(typed: string): Bytes | null {
  try {
    const words = typed.trim().toLowerCase().split(/\s+/)
    const key = mnemonicToEntropy(words.join(' '), wordlist)
    return key.length === 32 ? new Uint8Array(key) : null
  } catch {
    return null
  }
}

/** @param key 32 bytes */
export async function keysOfRecoveryKey(key: Uint8Array): Promise<AccessKeys> {
  exactly(32, key)
  return {
    wrap: await hkdf(key, new Uint8Array(0), ascii('is1/recovery/kek'), 32),
    signIn: await hkdf(key, new Uint8Array(0), ascii('is1/recovery/auth'), 32),
  }
}
