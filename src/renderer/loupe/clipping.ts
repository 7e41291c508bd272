/** Marks, RGBA, for pixels that have lost something: highlights where a channel is full, shadows where all are empty. */
export function clippingMarks(pixels: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const marks = new Uint8ClampedArray(pixels.length)
  for (let at = 0; at < pixels.length; at += 4) {
    const red = pixels[at]!
    const green = pixels[at + 1]!
    const blue = pixels[at + 2]!
    if (red === 255 || green === 255 || blue === 255) marks.set(highlight, at)
    else if (red + green + blue === 0) marks.set(shadow, at)
  }
  return marks
}

const highlight = [230, 50, 40, 255]
const shadow = [50, 110, 235, 255]
