import type { Text } from '../../shared/text/index.ts'

/** Keys that the grid answers itself, since it alone knows its rows; listed in the key sheet beside the commands. */
export function gridRows({ commands: { sheet } }: Text) {
  return [
    { group: 'go', title: sheet.rows, keys: ['ArrowUp', 'ArrowDown'] },
    { group: 'go', title: sheet.pages, keys: ['PageUp', 'PageDown'] },
    { group: 'select', title: sheet.extend, keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'] },
    { group: 'select', title: sheet.moveOnly, keys: ['Mod+ArrowLeft', 'Mod+ArrowRight'] },
    { group: 'select', title: sheet.toggleSelected, keys: ['Mod+Space'] },
  ] as const
}
