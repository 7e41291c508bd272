import type { implement } from '@orpc/server'
import type { ImportId } from '../../../src/shared/ids.ts'
import type { Card, CardItem, ImportReport } from '../../../src/shared/import.ts'
import type { contract } from '../../../src/shared/ipc/contract.ts'
import type { EngineEvent } from '../../../src/shared/ipc/events.ts'
import { pick, volumeId } from './synthetic-library.ts'

// The engine makes import ids; here is one that never changes.
const importId = 'e'.repeat(32) as ImportId

/** A card of 412 photos that can be looked at, marked and "copied". */
export function standInCards(
  os: ReturnType<typeof implement<typeof contract>>,
  say: (event: EngineEvent) => void,
) {
  const items = Array.from({ length: 412 }, (_, index) => cardItem(index))
  const card = (): Card => ({
    cardId: 'z8',
    path: '/media/z8',
    name: 'NIKON Z 8',
    camera: 'NIKON Z 8',
    volumeId: volumeId(3),
    state: 'ready',
    photos: items.length,
    files: items.length * 2,
    bytes: 22_300_000_000,
    newPhotos: items.filter((item) => !item.alreadyImported).length,
    alreadyImported: items.filter((item) => item.alreadyImported).length,
    rejected: items.filter((item) => item.flag === 'reject').length,
    picked: items.filter((item) => item.flag === 'pick').length,
    sameNameOtherContent: 0,
    skipped: [],
    importId: null,
    jobId: null,
    error: null,
  })
  return {
    cards: {
      list: os.cards.list.handler(() => [card()]),
      open: os.cards.open.handler(() => card()),
      close: os.cards.close.handler(() => ({})),
      items: os.cards.items.handler(({ input }) => items.slice(input.from, input.to)),
      mark: os.cards.mark.handler(({ input }) => {
        for (const index of input.indexes) {
          const item = items[index]
          if (!item) continue
          if (input.flag !== undefined) item.flag = input.flag
          if (input.rating !== undefined) item.rating = input.rating
          item.selected = input.selected ?? (!item.alreadyImported && item.flag !== 'reject')
        }
        const { min, max } = Math
        say({
          kind: 'card-items',
          cardId: 'z8',
          from: input.indexes.reduce((a, b) => min(a, b)),
          to: input.indexes.reduce((a, b) => max(a, b)) + 1,
        })
        say({ kind: 'card', card: card() })
        return card()
      }),
      plan: os.cards.plan.handler(({ input }) => ({
        photos: card().newPhotos,
        files: card().newPhotos * 2,
        bytes: 20_950_000_000,
        alreadyImported: card().alreadyImported,
        rejected: card().rejected,
        leftOut: 0,
        preview: [
          {
            folder: `2025/2025-02-08 ${input.options.job}`,
            photos: 388,
            names: ['DSC_4127.NEF', 'DSC_4127.JPG'],
          },
        ],
        destinations: [input.options.to, input.options.second]
          .filter((path) => path !== null)
          .map((path, index) => ({
            path,
            volumeId: volumeId(index + 1),
            volumeName: index === 0 ? 'Studio SSD' : 'Archive A',
            bytesFree: 1_200_000_000_000,
            bytesFreeAfter: 1_179_000_000_000,
          })),
        differentVolumes: input.options.second !== null,
        problems: [],
      })),
      start: os.cards.start.handler(() => ({ importId, jobId: 'import' })),
      makeSample: os.cards.makeSample.handler(() => ({
        path: '/tmp/sample-card',
        bytes: 48_000_000,
        photos: 60,
      })),
    },
    imports: {
      list: os.imports.list.handler(() => []),
      report: os.imports.report.handler(() => report),
      resume: os.imports.resume.handler(() => ({ jobId: 'import' })),
    },
  }
}

const report: ImportReport = {
  importId,
  photos: 388,
  files: 776,
  copied: 776,
  alreadyImported: 24,
  failed: [],
  verdict: 'safe to format',
  reasons: [],
  manifests: ['/media/studio/Pictures/ascmhl/0001_Pictures.mhl'],
  bytes: 20_950_000_000,
  seconds: 178,
}

function cardItem(index: number): CardItem {
  const alreadyImported = index < 24
  const flag = pick(index, 3, 12) === 0 ? 'reject' : pick(index, 4, 9) === 0 ? 'pick' : 'none'
  return {
    index,
    name: `DSC_${4100 + index}`,
    folder: 'DCIM/100NZ8',
    badge: 'R+J',
    bytes: 54_000_000,
    files: 2,
    takenAt: '2025:02:08 09:14:06',
    camera: 'NIKON Z 8',
    aspect: 1.5,
    hasPreview: true,
    alreadyImported,
    sameNameOtherContent: false,
    flag,
    rating: 0,
    selected: !alreadyImported && flag !== 'reject',
    state: 'seen',
    error: null,
  }
}
