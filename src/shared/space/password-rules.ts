/** Characters are code points of the composed text (NFC): the same count however a keyboard composes them. */
export const MAX_PASSWORD_CHARACTERS = 1024
/** Of a password that does not exist yet. */
export const MIN_NEW_PASSWORD_CHARACTERS = 12

export function charactersIn(password: string): number {
  return [...password.normalize('NFC')].length
}

export function isNewPassword(password: string): boolean {
  const count = charactersIn(password)
  return count >= MIN_NEW_PASSWORD_CHARACTERS && count <= MAX_PASSWORD_CHARACTERS
}
