import { adobeRgbProfile } from './adobe-rgb-profile.ts'

/**
 * Adds to a JPEG what its container knew about it and it does not say itself. The pixels stay as they are.
 * The segments go right behind SOI, where viewers look first.
 */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array {
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1')
  exif.writeUInt16BE(orientation, 24)
  return withSegment(jpeg, 0xe1, exif)
}

export function withAdobeRgbProfile(jpeg: Uint8Array): Uint8Array {
  return withSegment(
    jpeg,
    0xe2,
    Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), adobeRgbProfile()]),
  )
}

function withSegment(jpeg: Uint8Array, marker: number, payload: Uint8Array): Uint8Array {
  const length = payload.length + 2
  const head = Buffer.from([0xff, 0xd8, 0xff, marker, length >> 8, length & 0xff])
  return Buffer.concat([head, payload, jpeg.subarray(2)])
}
