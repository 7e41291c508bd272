export function KeySheet() {
  return null
}
