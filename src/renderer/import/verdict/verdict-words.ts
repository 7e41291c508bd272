import type { ImportReport } from '../../../shared/import.ts'
import type { Text } from '../../../shared/text/index.ts'

export type VerdictTone = 'ok' | 'warn' | 'danger'

/** Green only for the one verdict that allows to format; red only for a failure. */
export function verdictTone({ verdict }: ImportReport): VerdictTone {
  return verdict === 'safe to format' ? 'ok' : verdict === 'one copy' ? 'warn' : 'danger'
}

export function verdictTitle(text: Text['import'], { verdict }: ImportReport): string {
  return text.verdict.titles[verdict]
}

/** How many photos of a card the failed files leave unsafe: files of one photo share folder and stem. */
export function unsafePhotos({ failed }: ImportReport): number {
  return new Set(failed.map(({ path }) => path.replace(/\.[^./]*$/, ''))).size
}

/** The sentence below the title: what is safe, what is not, what to do with the card. */
export function verdictSentence(text: Text['import'], card: string, report: ImportReport): string {
  const { verdict } = text
  const bad = unsafePhotos(report)
  if (report.verdict === 'not safe') {
    return bad > 0 ? verdict.notSafe(card, bad, report.photos) : verdict.keep(card)
  }
  return report.verdict === 'safe to format'
    ? verdict.safe(card, report.photos)
    : verdict.oneCopy(card, report.photos)
}

/** The whole verdict as text, to be kept or sent. */
export function reportText(text: Text['import'], card: string, report: ImportReport): string {
  return [
    verdictTitle(text, report),
    verdictSentence(text, card, report),
    ...report.reasons.map(({ key, params }) => text.verdict.reasons[key]?.(params) ?? key),
    ...report.failed.map(({ path, reason }) => `${path}: ${reason}`),
    text.cardSummary(report.photos, report.files, report.bytes),
    ...report.manifests.map((path) => text.verdict.manifestPath(path)),
  ].join('\n')
}
