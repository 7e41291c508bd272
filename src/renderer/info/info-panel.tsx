export function InfoPanel() {
  return null
}
