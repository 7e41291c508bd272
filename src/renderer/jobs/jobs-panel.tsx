export function JobsPanel() {
  return null
}
