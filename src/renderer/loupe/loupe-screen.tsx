export function LoupeScreen() {
  return null
}
