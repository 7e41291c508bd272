/**
 * A command: one thing the user can do. The palette, the key sheet, tooltips and the keyboard all read the one list in
 * commands/all.ts.
 */
export interface Command {
  readonly id: string
  /** Name in the user's language. */
  readonly title: string
  readonly group: 'photo' | 'select' | 'go' | 'view' | 'album' | 'import' | 'app'
  /** Keys as in ui.md: `Mod+K`, `Shift+1`, `G`, `ArrowLeft`. The first one is shown in tooltips. */
  readonly keys: readonly string[]
  /** True when it can be done now, else the reason, shown where the command is offered. */
  readonly enabled: true | string
  run(): void | Promise<void>
}
