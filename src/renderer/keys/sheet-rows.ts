import type { Command } from '../commands/command.ts'

export interface SheetRow {
  readonly title: string
  /** Keys, or a run of digits as its first and last key. */
  readonly keys: readonly (string | { readonly from: string; readonly to: string })[]
}

export interface SheetGroup {
  readonly group: Command['group']
  readonly rows: readonly SheetRow[]
}

type Named = Pick<Command, 'group' | 'title' | 'keys' | 'row'>

/** The lines of the key sheet: what has a key, commands of one row together, filtered by name or key. */
export function sheetGroups(
  commands: readonly Named[],
  query: string,
  keyText: (keys: string) => string,
): SheetGroup[] {
  const groups = new Map<Command['group'], Map<string, Set<string>>>()
  for (const { group, title, keys, row } of commands) {
    if (keys.length === 0) continue
    const rows = groups.get(group) ?? new Map<string, Set<string>>()
    groups.set(group, rows)
    const known = rows.get(row ?? title) ?? new Set()
    rows.set(row ?? title, known)
    for (const key of keys) known.add(key)
  }
  const wanted = query.trim().toLowerCase()
  const fits = ([title, keys]: [string, Set<string>]) =>
    [title, ...[...keys].map(keyText)].some((words) => words.toLowerCase().includes(wanted))
  return [...groups]
    .map(([group, rows]) => ({
      group,
      rows: [...rows].filter(fits).map(([title, keys]) => ({ title, keys: withRuns([...keys]) })),
    }))
    .filter(({ rows }) => rows.length > 0)
}

/** `1 2 3 4 5` becomes one run; fewer than four keys, or other keys, stay as they are. */
function withRuns(keys: string[]): SheetRow['keys'] {
  const digits = keys.filter((key) => /(?:^|\+)\d$/.test(key)).sort()
  const from = digits[0]
  const to = digits.at(-1)
  if (from === undefined || to === undefined || digits.length < 4 || digits.length < keys.length) return keys
  return [{ from, to }]
}
