/** How wide a text is on a terminal: Japanese letters and signs take two columns. Source: Unicode UAX #11. */
export function columnsOf(text: string): number {
  return [...text].length + (text.match(/[\u3000-\u30ff\u3400-\u9fff\uff01-\uff60]/g)?.length ?? 0)
}

/** As padEnd, in columns. */
export function padded(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - columnsOf(text)))
}
