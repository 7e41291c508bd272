/** How an embedded picture has to be turned to stand upright. */
interface EmbeddedShape {
  width: number
  height: number
  /** Its own EXIF says so; most embedded pictures have none. */
  orientation?: number | undefined
}

interface MainShape {
  /** EXIF 1–8 of the main picture. */
  orientation: number
  /** As stored; 0 unknown. */
  mainWidth: number
  mainHeight: number
}

/**
 * Its own orientation if it has one, else the main picture's – unless its shape shows that the camera turned it
 * already: the main picture lies on its side and this one does not.
 */
export function turnFor(embedded: EmbeddedShape, main: MainShape): number {
  if (embedded.orientation && embedded.orientation >= 1 && embedded.orientation <= 8)
    return embedded.orientation
  const sideways = main.orientation >= 5 && main.mainWidth !== main.mainHeight
  const storedWide = main.mainWidth > main.mainHeight
  const turnedAlready =
    sideways && embedded.width !== embedded.height && embedded.width > embedded.height !== storedWide
  return turnedAlready ? 1 : main.orientation
}

/** Width and height as shown. */
export function shown(width: number, height: number, turn: number): { width: number; height: number } {
  return turn >= 5 ? { width: height, height: width } : { width, height }
}
