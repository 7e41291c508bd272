/** How well words fit a query: the higher the better; null when they do not. */
export function fuzzyScore(query: string, words: string): number | null {
  const wanted = fold(query).split(' ').filter(Boolean)
  const text = fold(words)
  let total = 0
  for (const part of wanted) {
    const score = partScore(part, text)
    if (score === null) return null
    total += score
  }
  return total - text.length / 1000
}

/** The fitting items, best first; all of them, in their order, for an empty query. */
export function fuzzyFilter<Item>(
  query: string,
  items: readonly Item[],
  words: (item: Item) => string,
): Item[] {
  if (query.trim() === '') return [...items]
  return items
    .map((item, index) => ({ item, index, score: fuzzyScore(query, words(item)) }))
    .filter((entry) => entry.score !== null)
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.index - b.index)
    .map((entry) => entry.item)
}

/** Case, accents and width (full, half) do not matter. */
function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim()
}

function partScore(part: string, text: string): number | null {
  let best: number | null = null
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const score = (at === 0 ? 100 : startsWord(text, at) ? 80 : 40) + part.length
    best = Math.max(best ?? 0, score)
  }
  return best ?? scatteredScore(part, text)
}

/** Letters in order with gaps; word starts count, gaps cost. */
function scatteredScore(part: string, text: string): number | null {
  let from = 0
  let score = 0
  for (const letter of part) {
    const at = text.indexOf(letter, from)
    if (at < 0) return null
    score += startsWord(text, at) ? 4 : at === from ? 2 : -1
    from = at + letter.length
  }
  // Letters picked from all over the words are no match.
  return score >= [...part].length ? score : null
}

function startsWord(text: string, at: number): boolean {
  return at === 0 || /[^\p{L}\p{N}]/u.test(text[at - 1] ?? ' ')
}
