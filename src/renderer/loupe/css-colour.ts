/** A colour column as CSS; a calm grey where the colour is not known yet. */
export function cssColour(colour: number): string {
  if (colour >>> 24 === 0) return '#2a2a2a'
  return `#${(colour & 0xffffff).toString(16).padStart(6, '0')}`
}
