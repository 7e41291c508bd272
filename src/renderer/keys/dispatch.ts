import type { Command } from '../commands/command.ts'
import { chordsOf } from './chord.ts'
import { controlTakes, isInOverlay, isTextField } from './key-target.ts'

export const isMac = /Mac|iPhone|iPad/.test(navigator.platform)

/**
 * The command that a press of a key means, or null. Nothing is meant while text is composed, or where the focused
 * control answers the key itself; in text fields and floating panels only what is marked `whileTyping`.
 */
export function commandFor(event: KeyboardEvent, commands: readonly Command[]): Command | null {
  // 229: the input method has taken the key.
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return null
  if (controlTakes(event.key, event.target)) return null
  const restricted = isTextField(event.target) || isInOverlay(event.target)
  const offered = commands.filter(
    (command) => command.enabled === true && (!restricted || command.whileTyping === true),
  )
  const chords = chordsOf(
    {
      key: event.key,
      code: event.code,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      shiftKey: event.shiftKey,
      altGraph: event.getModifierState('AltGraph'),
    },
    isMac,
  )
  for (const chord of chords) {
    const command = offered.find(({ keys }) => keys.includes(chord))
    if (command) return event.repeat && !command.repeats ? null : command
  }
  return null
}
