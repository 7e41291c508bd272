/**
 * One name for a camera from what EXIF calls Make and Model. Most models repeat the maker, in full or in part:
 * "NIKON CORPORATION" + "NIKON Z 8" is NIKON Z 8, "SONY" + "ILCE-7M4" is SONY ILCE-7M4. Empty where neither is known.
 */
export function cameraName(make: string | null, model: string | null): string {
  const maker = make?.trim() ?? ''
  const name = model?.trim() ?? ''
  if (name === '') return maker
  const firstWord = maker.split(/\s/)[0] ?? ''
  return firstWord === '' || name.toLowerCase().startsWith(firstWord.toLowerCase())
    ? name
    : `${firstWord} ${name}`
}
