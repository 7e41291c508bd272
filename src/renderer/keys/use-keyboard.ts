import { useEffect, useEffectEvent } from 'react'
import { allCommands } from '../commands/all.ts'
import { useCommandContext } from '../commands/use-commands.ts'
import { commandFor } from './dispatch.ts'
import { isInOverlay, isTextField } from './key-target.ts'
import { leaveField } from './regions.ts'

/** Listens to the keyboard for the whole window. */
export function useKeyboard(): void {
  const context = useCommandContext()
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (leavesField(event)) return
    const command = commandFor(event, allCommands(context))
    if (!command) return
    event.preventDefault()
    void command.run()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', listener)
    return () => window.removeEventListener('keydown', listener)
  }, [])
}

/** Esc in a text field gives the keys back to the photos, unless the field has used it for itself. */
function leavesField(event: KeyboardEvent): boolean {
  if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return false
  const field = event.target
  if (!isTextField(field) || isInOverlay(field)) return false
  event.preventDefault()
  leaveField()
  return true
}
