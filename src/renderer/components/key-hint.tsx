import './key-hint.css'

const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

const names: Readonly<Record<string, string>> = {
  Mod: isMac ? '⌘' : 'Ctrl',
  Shift: isMac ? '⇧' : 'Shift',
  Alt: isMac ? '⌥' : 'Alt',
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
}

/** `Mod+Shift+A` as this system writes it: `Ctrl Shift A`, `⌘ ⇧ A`. */
export function keyText(keys: string): string {
  // A plus sign that is itself the key ends the text: "Mod++".
  const parts = keys.split(/(?<=.)\+(?=.)/)
  return parts.map((part) => names[part] ?? part).join(' ')
}

export function KeyHint({ keys }: { keys: string }) {
  return <kbd className="key-hint">{keyText(keys)}</kbd>
}
