/** The vault cannot do what was asked; the message is the whole sentence for the user. */
export abstract class VaultRefusal extends Error {}

export class WrongPassword extends VaultRefusal {
  constructor() {
    super(
      'The password is wrong. Nothing was changed. Try again; if it was changed on another computer, give the ' +
        'earlier one, or sign in again.',
    )
    this.name = 'WrongPassword'
  }
}

/** @param path of the file */
export class VaultDamaged extends VaultRefusal {
  constructor(path: string) {
    super(
      `${path} is damaged, so this computer cannot read its keys of your account. The file was left as it is; ` +
        'your photos and the library are not touched. Sign in again, which writes it anew.',
    )
    this.name = 'VaultDamaged'
  }
}

/** The keychain answers and has no key for the file. */
export class KeychainEntryGone extends VaultRefusal {
  constructor(path: string) {
    super(
      `The keychain of this computer has no key for ${path}: it was removed there, or the library was moved or ` +
        'copied. Your photos and the library are not touched. Sign in again.',
    )
    this.name = 'KeychainEntryGone'
  }
}

/** The keychain that should hold the key does not answer or stays locked. */
export class KeychainUnusable extends VaultRefusal {
  /** In the words of the system. */
  readonly reason: string

  constructor(reason: string, options: ErrorOptions) {
    super(
      `The keychain of this computer cannot be used (${reason}). Nothing was changed. Unlock it, or start Image ` +
        'Space in your desktop session, and try again; or sign in again to lock your keys with your password.',
      options,
    )
    this.name = 'KeychainUnusable'
    this.reason = reason
  }
}
