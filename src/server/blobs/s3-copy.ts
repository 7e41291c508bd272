import type { CompletedPart, S3 } from '@aws-sdk/client-s3'

export interface PartsCopy {
  bucket: string
  from: string
  to: string
  /** Bytes of the object, more than 0. */
  length: number
  /** Bytes of a part: for S3 5 MiB to 5 GiB, and 10,000 parts at most. */
  part: number
}

/** Copies an object within the store, part by part. A crash leaves the parts that were done. */
export async function copyInParts(s3: S3, { bucket, from, to, length, part }: PartsCopy): Promise<void> {
  const target = { Bucket: bucket, Key: to }
  const { UploadId } = await s3.createMultipartUpload(target)
  if (UploadId === undefined) throw new Error('the S3 store began an upload without an id')
  try {
    const parts: CompletedPart[] = []
    for (let first = 0; first < length; first += part) {
      const PartNumber = parts.length + 1
      const { CopyPartResult } = await s3.uploadPartCopy({
        ...target,
        UploadId,
        PartNumber,
        CopySource: `${bucket}/${from}`,
        CopySourceRange: `bytes=${first}-${Math.min(first + part, length) - 1}`,
      })
      parts.push({ PartNumber, ETag: CopyPartResult?.ETag })
    }
    await s3.completeMultipartUpload({ ...target, UploadId, MultipartUpload: { Parts: parts } })
  } catch (error) {
    // Why the copy failed tells more than why its parts stay; the next copy to this name removes them.
    await s3.abortMultipartUpload({ ...target, UploadId }).catch(() => undefined)
    throw error
  }
}
