import { useEffect, useEffectEvent } from 'react'
import { chordsOf } from '../keys/chord.ts'
import { controlTakes, isInOverlay, isTextField } from '../keys/key-target.ts'
import type { ImportActions } from './import-actions.ts'
import { useImport } from './import-store.ts'

const isMac = /Mac/.test(navigator.platform)

interface Beyond {
  /** Starts the copy, or does what the button in its place does. */
  start(): void
  leave(): void
}

/** Keys of the import screen, wherever the focus is, except where text is typed. */
export function useImportKeys(actions: ImportActions, beyond: Beyond): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    if (isTextField(event.target) || isInOverlay(event.target) || controlTakes(event.key, event.target))
      return
    const altGraph = event.getModifierState('AltGraph')
    const { key, code, ctrlKey, metaKey, altKey, shiftKey } = event
    for (const chord of chordsOf({ key, code, ctrlKey, metaKey, altKey, shiftKey, altGraph }, isMac)) {
      const run = actOf(chord, actions, beyond)
      if (!run) continue
      event.preventDefault()
      // The window's own commands would take the same key for the library.
      event.stopPropagation()
      run()
      return
    }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

function actOf(chord: string, actions: ImportActions, beyond: Beyond): (() => void) | undefined {
  const rating = /^(Shift\+)?([0-5])$/.exec(chord)
  if (rating) {
    const stars = Number(rating[2])
    return () => actions.mark({ rating: stars }, rating[1] ? true : undefined)
  }
  return acts(actions, beyond)[chord]
}

function acts(actions: ImportActions, beyond: Beyond): Readonly<Record<string, () => void>> {
  const { closer, selection } = useImport.getState()
  const aside = (step: 'left' | 'right') => () => actions.step(step, false, 1, 1)
  return {
    P: () => actions.mark({ flag: 'pick' }),
    X: () => actions.mark({ flag: 'reject' }),
    U: () => actions.mark({ flag: 'none' }),
    '`': () => actions.togglePick(),
    'Shift+Space': () => actions.toggleSelected(),
    Space: () => {
      if (selection.active >= 0) useImport.setState({ closer: !closer })
    },
    'Mod+A': () => actions.selectAll(),
    'Mod+D': () => actions.selectNone(),
    Enter: () => beyond.start(),
    Escape: () => {
      if (closer) useImport.setState({ closer: false })
      else if (selection.selected.size > 0) actions.selectNone()
      else beyond.leave()
    },
    ...(closer && {
      ArrowLeft: aside('left'),
      ArrowRight: aside('right'),
      ArrowUp: aside('left'),
      ArrowDown: aside('right'),
    }),
  }
}
