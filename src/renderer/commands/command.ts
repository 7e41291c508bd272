import type { IconName } from '../components/icons.ts'

/**
 * A command: one thing the user can do. The palette, the key sheet, tooltips and the keyboard all read the one list in
 * commands/all.ts.
 */
export interface Command {
  readonly id: string
  /** Name in the user's language. */
  readonly title: string
  readonly group: 'photo' | 'select' | 'go' | 'view' | 'album' | 'import' | 'space' | 'app'
  /** Keys as in ui.md: `Mod+K`, `Shift+1`, `G`, `ArrowLeft`. The first one is shown in tooltips. */
  readonly keys: readonly string[]
  /** True when it can be done now, else the reason, shown where the command is offered. */
  readonly enabled: true | string
  readonly icon?: IconName
  /** Said beside its name in the palette: "last used". */
  readonly note?: string
  /** Commands of one row share a line in the key sheet, under this name. */
  readonly row?: string
  /** Also works while text is typed. */
  readonly whileTyping?: true
  /** Does it again while its key is held down. */
  readonly repeats?: true
  run(): void | Promise<void>
}
