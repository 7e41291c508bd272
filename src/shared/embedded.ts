/** An embedded JPEG that can be read from its file without decoding anything. */
export interface EmbeddedPicture {
  /** Byte position in the file. */
  offset: number
  bytes: number
  /** Pixels as stored, 0 when only decoding would tell. */
  width: number
  height: number
}
