const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
const latin1 = new TextDecoder('windows-1252')

/**
 * Text without a declared encoding: UTF-8 where it is valid, else the Western code page that cameras and older
 * programs mean. Ends at the first NUL.
 */
export function decodeText(bytes: Uint8Array): string {
  const end = bytes.indexOf(0)
  const text = end < 0 ? bytes : bytes.subarray(0, end)
  try {
    return utf8.decode(text)
  } catch {
    // Not UTF-8: the other reading never fails.
    return latin1.decode(text)
  }
}
