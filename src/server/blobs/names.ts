import { UploadMissing } from './blob-store.ts'

/*
 * Names of folders, files and keys. They are only ever hex, made here from bytes or matched here: no text of a client
 * becomes part of a path.
 */

const uploadIdPattern = /^[0-9a-f]{64}\/[0-9a-f]{32}$/

/** @returns 64 hex digits */
export function nameOfAccount(account: Uint8Array): string {
  return hexOf(account, 'an account id')
}

/** @returns `<account hex>/<aa>/<blob hex>`, `aa` being the blob's first two digits */
export function nameOfBlob(account: Uint8Array, blob: Uint8Array): string {
  const hex = hexOf(blob, 'a blob id')
  return `${nameOfAccount(account)}/${hex.slice(0, 2)}/${hex}`
}

/** @throws UploadMissing for an id of another shape */
export function nameOfUpload(uploadId: string): string {
  if (!uploadIdPattern.test(uploadId)) throw new UploadMissing()
  return uploadId
}

/** @returns 64 hex digits */
export function accountOfUpload(uploadId: string): string {
  return nameOfUpload(uploadId).slice(0, 64)
}

/** An upload becomes a blob of the account it was made for and of no other, whatever the caller mixed up. */
export function checkUploadIsOf(account: Uint8Array, uploadId: string): void {
  if (accountOfUpload(uploadId) !== nameOfAccount(account))
    throw new RangeError('an upload belongs to the account it was made for')
}

function hexOf(id: Uint8Array, what: string): string {
  if (id.length !== 32) throw new RangeError(`${what} has 32 bytes`)
  return Buffer.from(id).toString('hex')
}
