/** What a keyboard event says, as far as a chord needs it. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** AltGr types characters; it is no modifier of a command. */
  readonly altGraph: boolean
}

const positions: Readonly<Record<string, string>> = {
  BracketLeft: '[',
  BracketRight: ']',
  Backquote: '`',
  Backslash: '\\',
  Slash: '/',
  Minus: '-',
  Equal: '=',
  Comma: ',',
}

const characterNames: Readonly<Record<string, string>> = { '¥': '\\' }

/**
 * Names under which a press can be bound, likeliest first: `Mod+Shift+K`, `[`, `ArrowLeft`. Letters go by character,
 * and by position where the layout has no Latin letters; digits go by position; other signs by character, then by
 * position, so that `[` is where it is on an English keyboard and also where `[` is printed.
 */
export function chordsOf(press: KeyPress, mac: boolean): string[] {
  const names = keyNames(press)
  return names.map(({ name, shiftTyped }) => modifiers(press, mac, shiftTyped) + name)
}

interface KeyName {
  name: string
  /** Shift was needed to type the character, so it is not part of the chord. */
  shiftTyped: boolean
}

function keyNames({ key, code }: KeyPress): KeyName[] {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined && (code.startsWith('Digit') || key === digit))
    return [{ name: digit, shiftTyped: false }]
  if (/^[a-z]$/i.test(key)) return [{ name: key.toUpperCase(), shiftTyped: false }]
  if (key === ' ') return [{ name: 'Space', shiftTyped: false }]
  if ([...key].length > 1 && key !== 'Dead') return [{ name: key, shiftTyped: false }]

  const names: KeyName[] = []
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (key !== 'Dead' && !/^\p{L}$/u.test(key))
    names.push({ name: characterNames[key] ?? key, shiftTyped: true })
  const position = letter ?? positions[code]
  if (position !== undefined) names.push({ name: position, shiftTyped: false })
  return names
}

function modifiers(press: KeyPress, mac: boolean, shiftTyped: boolean): string {
  if (press.altGraph) return ''
  const mod = mac ? press.metaKey : press.ctrlKey
  const other = mac ? press.ctrlKey : press.metaKey
  return (
    (mod ? 'Mod+' : '') +
    (other ? 'Other+' : '') +
    (press.altKey ? 'Alt+' : '') +
    (press.shiftKey && !shiftTyped ? 'Shift+' : '')
  )
}
