import { type ImportReport, verdictReasons } from '../../../shared/import.ts'
import type { Text } from '../../../shared/text/index.ts'

export type VerdictTone = 'ok' | 'warn' | 'danger'

/** Green only for the one verdict that allows to format; red only for a failure. */
export function verdictTone({ verdict }: ImportReport): VerdictTone {
  return verdict === 'safe to format' ? 'ok' : verdict === 'one copy' ? 'warn' : 'danger'
}

const secondCopyReasons = ['second-place-missing', 'same-volume', 'same-volume-as-card']

/** Amber also stands for photos that were left out, though all that were copied have two copies. */
function lacksSecondCopy({ reasons }: Pick<ImportReport, 'reasons'>): boolean {
  return reasons.some(({ key }) => secondCopyReasons.includes(key))
}

export function verdictTitle({ verdict: text }: Text['import'], { verdict, reasons }: ImportReport): string {
  if (verdict !== 'one copy') return text.titles[verdict]
  return lacksSecondCopy({ reasons }) ? text.titles[verdict] : text.notYetSafe
}

/** Every reason in words. */
export function reasonSentences(text: Text, { reasons }: ImportReport): { key: string; sentence: string }[] {
  return reasons.map(({ key, params }) => {
    const known = verdictReasons.find((reason) => reason === key)
    return { key, sentence: known ? text.verdict[known](params) : key }
  })
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
  if (report.verdict === 'safe to format') return verdict.safe(card, report.photos)
  return lacksSecondCopy(report) ? verdict.oneCopy(card, report.photos) : verdict.notYet(card, report.photos)
}

/** The whole verdict as text, to be kept or sent. */
export function reportText(text: Text, card: string, report: ImportReport): string {
  const words = text.import
  return [
    verdictTitle(words, report),
    verdictSentence(words, card, report),
    ...reasonSentences(text, report).map(({ sentence }) => sentence),
    ...report.failed.map(({ path, reason }) => `${path}: ${reason}`),
    words.cardSummary(report.photos, report.files, report.bytes),
    ...report.manifests.map((path) => words.verdict.manifestPath(path)),
  ].join('\n')
}
