/** One JSON document, or one of many lines; bytes as hex digits, times as ISO 8601 in UTC. */
export function printJson(value: object): void {
  printLine(JSON.stringify(value, hexOfBytes))
}

function hexOfBytes(this: Record<string, unknown>, key: string, plain: unknown): unknown {
  // By now a buffer has become an object of numbers; where it comes from, it is one still.
  const given = this[key]
  return given instanceof Uint8Array ? Buffer.from(given).toString('hex') : plain
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What an operator must see whatever standard output goes into. */
export function printNote(line: string): void {
  process.stderr.write(`${line}\n`)
}

/** Columns of text under their names. */
export function printTable(names: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = names.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)))
  for (const row of [names, ...rows])
    printLine(
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
}

/** The first digits of an id: enough to tell accounts apart on a screen, and for a command to find it by. */
export function shortId(id: Uint8Array): string {
  return Buffer.from(id).toString('hex').slice(0, 12)
}

/** 2026-08-05T09:14:07Z; a dash for never. */
export function timeText(at: Date | null): string {
  return at === null ? '-' : `${at.toISOString().slice(0, 19)}Z`
}
