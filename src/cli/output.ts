/** One JSON document, or one of many lines. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`)
}

/**
 * The moving line on a terminal. Nothing of it goes into a file or pipe. Names from cards and disks may hold anything,
 * so nothing but printable text reaches the terminal.
 */
export const progressLine = {
  show(line: string): void {
    if (process.stderr.isTTY)
      process.stderr.write(`\r\x1b[2K${printable(line).slice(0, (process.stderr.columns ?? 80) - 1)}`)
  },
  clear(): void {
    if (process.stderr.isTTY) process.stderr.write('\r\x1b[2K')
  },
}

/** For a terminal: control characters and marks that turn the direction of text become visible. */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\u202a-\u202e\u2066-\u2069\u200e\u200f]/gu, '\ufffd')
}
