/** First and last byte, inclusive. */
export interface ByteRange {
  first: number
  last: number
}

/**
 * A range that is none would be answered with the whole blob by an S3 store.
 * @throws RangeError
 */
export function checkRange({ first, last }: ByteRange): void {
  if (!(Number.isSafeInteger(first) && Number.isSafeInteger(last) && 0 <= first && first <= last))
    throw new RangeError('a range goes from a first byte to a last one')
}
