import type { implement } from '@orpc/server'
import type { ImportId } from '../../../src/shared/ids.ts'
import type { ImportOptions, ImportReport } from '../../../src/shared/import.ts'
import type { contract } from '../../../src/shared/ipc/contract.ts'
import type { EngineEvent } from '../../../src/shared/ipc/events.ts'
import type { Job } from '../../../src/shared/jobs.ts'
import { StandInCard } from './stand-in-card.ts'
import { volumeId } from './synthetic-library.ts'

/**
 * Two cards that can be looked at, marked and "copied". A copy takes some seconds; its verdict is green with a second
 * copy, amber without, and red when the job's name is "fail".
 */
export function standInCards(
  os: ReturnType<typeof implement<typeof contract>>,
  say: (event: EngineEvent) => void,
  setJob: (job: Job) => void,
) {
  const cards = [
    new StandInCard('z8', 'NIKON Z 8', 'DSC_', 412, volumeId(3), say),
    new StandInCard('r6', 'EOS R6', 'IMG_', 421, volumeId(4), say),
  ]
  const reports = new Map<string, ImportReport>()
  const cardOf = (cardId: string) => cards.find((card) => card.cardId === cardId) ?? cards[0]!

  function start(card: StandInCard, options: ImportOptions) {
    // The engine makes import ids; here each card has its own.
    const importId = (card.cardId === 'z8' ? 'e' : 'f').repeat(32) as ImportId
    card.copy(importId, setJob, () => {
      const report = reportOf(card, importId, options)
      reports.set(importId, report)
      say({ kind: 'import-report', cardId: card.cardId, report })
    })
    return { importId, jobId: card.jobId }
  }

  return {
    cards: {
      list: os.cards.list.handler(() => cards.map((card) => card.facts())),
      open: os.cards.open.handler(() => cards[0]!.facts()),
      close: os.cards.close.handler(() => ({})),
      items: os.cards.items.handler(({ input }) => cardOf(input.cardId).items.slice(input.from, input.to)),
      mark: os.cards.mark.handler(({ input }) => cardOf(input.cardId).mark(input)),
      plan: os.cards.plan.handler(({ input }) => planOf(cardOf(input.cardId), input.options)),
      start: os.cards.start.handler(({ input }) => start(cardOf(input.cardId), input.options)),
      makeSample: os.cards.makeSample.handler(() => ({
        path: '/tmp/sample-card',
        bytes: 48_000_000,
        photos: 60,
      })),
    },
    imports: {
      list: os.imports.list.handler(() => []),
      report: os.imports.report.handler(({ input }) => reports.get(input.importId) ?? null),
      resume: os.imports.resume.handler(() => ({ jobId: 'import' })),
    },
  }
}

function planOf(card: StandInCard, options: ImportOptions) {
  const facts = card.facts()
  const { photos, files, bytes } = card.chosen()
  return {
    photos,
    files,
    bytes,
    alreadyImported: facts.alreadyImported,
    rejected: facts.rejected,
    leftOut: 0,
    preview: [
      {
        folder: `2025/2025-02-08 ${options.job}`.trim(),
        photos,
        names: ['DSC_4127.NEF', 'DSC_4127.JPG', 'DSC_4127.xmp'],
      },
    ],
    destinations: [options.to, options.second]
      .filter((path) => path !== null)
      .map((path, index) => ({
        path,
        volumeId: volumeId(index + 1),
        volumeName: index === 0 ? 'Studio SSD' : 'Archive B',
        bytesFree: index === 0 ? 1_200_000_000_000 : 312_000_000_000,
        bytesFreeAfter: (index === 0 ? 1_200_000_000_000 : 312_000_000_000) - bytes,
      })),
    differentVolumes: options.second !== null,
    problems: [],
  }
}

function reportOf(card: StandInCard, importId: ImportId, options: ImportOptions): ImportReport {
  const { photos, files, bytes } = card.chosen()
  const failed = options.job === 'fail' ? ['DSC_4188.NEF', 'DSC_4201.NEF'] : []
  return {
    importId,
    photos,
    files,
    copied: files - failed.length,
    alreadyImported: card.facts().alreadyImported,
    failed: failed.map((name) => ({
      path: `DCIM/100NZ8/${name}`,
      reason: 'differs',
      error: { code: 'copy-differs', params: { name, path: 'Archive B' } },
    })),
    verdict: failed.length > 0 ? 'not safe' : options.second === null ? 'one copy' : 'safe to format',
    reasons:
      failed.length > 0
        ? [{ key: 'files-failed', params: { count: failed.length } }]
        : options.second === null
          ? [{ key: 'second-place-missing', params: {} }]
          : [],
    manifests: [options.to, options.second]
      .filter((path) => path !== null)
      .map((path) => `${path}/ascmhl/0007_2025-02-08_091400.mhl`),
    bytes,
    seconds: 312,
  }
}
