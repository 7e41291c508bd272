import type { PhotoDetail } from '../../shared/photo.ts'

/** What the texts of several photos have in common. */
export interface SharedTexts {
  /** Null: the photos differ. */
  readonly title: string | null
  readonly caption: string | null
  /** Every keyword with how many of the photos have it, those of most photos first. */
  readonly keywords: readonly { readonly keyword: string; readonly count: number }[]
}

export function sharedTexts(details: readonly PhotoDetail[]): SharedTexts {
  const counts = new Map<string, number>()
  for (const keyword of details.flatMap((detail) => detail.keywords))
    counts.set(keyword, (counts.get(keyword) ?? 0) + 1)
  return {
    title: shared(details.map((detail) => detail.title)),
    caption: shared(details.map((detail) => detail.caption)),
    keywords: [...counts].map(([keyword, count]) => ({ keyword, count })).sort((a, b) => b.count - a.count),
  }
}

function shared(values: readonly string[]): string | null {
  const first = values[0] ?? ''
  return values.every((value) => value === first) ? first : null
}
