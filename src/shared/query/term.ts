import type { Flag, Label } from '../photo.ts'

/** From and to, both included. Open ends are infinite. */
export interface Range {
  from: number
  to: number
}

export type NumberField = 'rating' | 'iso' | 'f' | 'focal' | 'copies'
export type NameField = 'camera' | 'lens' | 'keyword' | 'album' | 'folder'

export const photoTypes = ['raw', 'jpeg', 'heif', 'video', 'image', 'version'] as const
export type PhotoType = (typeof photoTypes)[number]

export const ownedThings = ['gps', 'title', 'caption', 'keyword', 'camera', 'lens', 'date'] as const
export type OwnedThing = (typeof ownedThings)[number]

/** What one term asks of a photo. Values beside each other are alternatives. */
export type Condition =
  | { kind: 'text'; text: string; quoted: boolean }
  | { kind: 'number'; field: NumberField; ranges: Range[] }
  | { kind: 'flag'; values: Flag[] }
  | { kind: 'label'; values: (Label | null)[] }
  | { kind: 'type'; values: PhotoType[] }
  /** Days since 1970-01-01. */
  | { kind: 'date'; ranges: Range[] }
  | { kind: 'name'; field: NameField; values: string[] }
  | { kind: 'has'; values: OwnedThing[] }
  | { kind: 'missing'; values: OwnedThing[] }

/** A condition at its place in the line. A photo is found when every term holds. */
export interface Term {
  at: number
  length: number
  negated: boolean
  condition: Condition
}
