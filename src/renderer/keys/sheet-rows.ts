import type { Command } from '../commands/command.ts'

export interface SheetRow {
  readonly title: string
  readonly keys: readonly string[]
}

export interface SheetGroup {
  readonly group: Command['group']
  readonly rows: readonly SheetRow[]
}

/** The lines of the key sheet: commands with a key, those of one row together, filtered by name or key. */
export function sheetGroups(
  commands: readonly Command[],
  query: string,
  keyText: (keys: string) => string,
): SheetGroup[] {
  const groups = new Map<Command['group'], Map<string, Set<string>>>()
  for (const command of commands) {
    if (command.keys.length === 0) continue
    const rows = groups.get(command.group) ?? new Map<string, Set<string>>()
    groups.set(command.group, rows)
    const title = command.row ?? command.title
    const keys = rows.get(title) ?? new Set()
    rows.set(title, keys)
    for (const key of command.keys) keys.add(key)
  }
  const wanted = query.trim().toLowerCase()
  const fits = (row: SheetRow) =>
    [row.title, ...row.keys.map(keyText)].some((words) => words.toLowerCase().includes(wanted))
  return [...groups]
    .map(([group, rows]) => ({
      group,
      rows: [...rows].map(([title, keys]) => ({ title, keys: [...keys] })).filter(fits),
    }))
    .filter(({ rows }) => rows.length > 0)
}
