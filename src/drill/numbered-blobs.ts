import type { BlobStore } from '../server/blobs/blob-store.ts'

/**
 * A blob store that goes by a number instead of by account: what any account of the number has is everybody's who has the
 * number.
 * @param accountsOf whom it takes for the same
 */
export function numberedBlobs(
  blobs: BlobStore,
  accountsOf: (account: Uint8Array) => Promise<readonly Buffer[]>,
): BlobStore {
  const found = async <Result>(
    account: Uint8Array,
    look: (of: Uint8Array) => Promise<Result | null>,
  ): Promise<Result | null> => {
    for (const of of await accountsOf(account)) {
      const result = await look(of)
      if (result !== null) return result
    }
    return null
  }
  return {
    uploads: blobs.uploads,
    addAccount: (account) => blobs.addAccount(account),
    digestUpload: (upload) => blobs.digestUpload(upload),
    keepUpload: (upload, account, blob) => blobs.keepUpload(upload, account, blob),
    dropUpload: (upload) => blobs.dropUpload(upload),
    listUploads: () => blobs.listUploads(),
    read: (account, blob, range) => found(account, (of) => blobs.read(of, blob, range)),
    lengthOf: (account, blob) => found(account, (of) => blobs.lengthOf(of, blob)),
    list: (account) => blobs.list(account),
    remove: (account, blob) => blobs.remove(account, blob),
    removeAccount: (account) => blobs.removeAccount(account),
    close: () => blobs.close(),
  }
}
