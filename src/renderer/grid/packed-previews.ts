/** Slot and picture bytes of each preview in an answer of `previews/grid`. @throws RangeError when it is cut short. */
export function unpackPreviews(bytes: ArrayBuffer): { slot: number; picture: Uint8Array<ArrayBuffer> }[] {
  const view = new DataView(bytes)
  const previews = []
  for (let at = 0; at < bytes.byteLength;) {
    const slot = view.getUint32(at, true)
    const length = view.getUint32(at + 4, true)
    previews.push({ slot, picture: new Uint8Array(bytes, at + 8, length) })
    at += 8 + length
  }
  return previews
}
