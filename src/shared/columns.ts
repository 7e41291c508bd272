/**
 * The columns: a few bytes per photo that the grid, the timeline and every filter need for all photos at once.
 * The engine keeps them in memory and sends them to the renderer as bytes, never as objects.
 *
 * A photo is addressed by its *slot*, a dense index that the engine gives out when it starts (oldest import
 * first) and that is valid until it stops; `epoch` tells two runs apart. A slot never leaves for another program.
 *
 * Packed form (little endian): magic u32 0x314c4f43 "COL1", version u32, count u32, then `count` rows. For a delta
 * (`?since=`), magic is "COD1" 0x31444f43 and each row is preceded by its slot as u32.
 * Row, 20 bytes: day i32, minute u16, aspect u16, colour u32, rating u8, flag u8, label u8, kind u8, state u8,
 * copies u8, preview u16.
 */
export const COLUMNS_MAGIC = 0x314c4f43
export const COLUMNS_DELTA_MAGIC = 0x31444f43
export const COLUMN_ROW_BYTES = 20

/** `day` of a photo without any time. Sorts before all others. */
export const UNDATED = -0x80000000

export const Kind = {
  raw: 1,
  jpeg: 2,
  heif: 4,
  image: 8,
  video: 16,
  motion: 32,
  version: 64,
  /** No decoder could read it; the grid shows a named tile. */
  undecodable: 128,
} as const

export const State = {
  /** A grid preview exists. */
  preview: 1,
  /** No file of the photo is reachable now: its volume is unplugged or the file is gone. */
  missing: 2,
  trashed: 4,
  /** Removed for good; the slot stays empty until the engine restarts. */
  vacant: 8,
  /** Capture time is the file's own time, for lack of a better one. */
  timeGuessed: 16,
  gps: 32,
  caption: 64,
} as const

export const FLAG_CODES = ['none', 'pick', 'reject'] as const
/** Index is the code in the label column. */
export const LABEL_CODES = [null, 'red', 'yellow', 'green', 'blue', 'purple'] as const

/** One typed array per column, all of the same length: the number of slots. */
export interface Columns {
  length: number
  /** Days since 1970-01-01 of the local wall clock at capture. */
  day: Int32Array
  /** Minute of that day, 0–1439. */
  minute: Uint16Array
  /** Width / height as shown (orientation applied) x 4096; 0 unknown. */
  aspect: Uint16Array
  /** Average colour 0xAARRGGBB; alpha 0 unknown. */
  colour: Uint32Array
  rating: Uint8Array
  flag: Uint8Array
  label: Uint8Array
  kind: Uint8Array
  state: Uint8Array
  /** Verified copies of the least covered original, at most 255. */
  copies: Uint8Array
  /** Rises when the preview of the photo changes, so that addresses of previews change with it. */
  preview: Uint16Array
}

export function emptyColumns(capacity: number): Columns {
  return {
    length: 0,
    day: new Int32Array(capacity),
    minute: new Uint16Array(capacity),
    aspect: new Uint16Array(capacity),
    colour: new Uint32Array(capacity),
    rating: new Uint8Array(capacity),
    flag: new Uint8Array(capacity),
    label: new Uint8Array(capacity),
    kind: new Uint8Array(capacity),
    state: new Uint8Array(capacity),
    copies: new Uint8Array(capacity),
    preview: new Uint16Array(capacity),
  }
}
