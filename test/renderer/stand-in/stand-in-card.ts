import type { ImportId, VolumeId } from '../../../src/shared/ids.ts'
import type { Card, CardItem } from '../../../src/shared/import.ts'
import type { EngineEvent } from '../../../src/shared/ipc/events.ts'
import type { Job } from '../../../src/shared/jobs.ts'
import type { Flag } from '../../../src/shared/photo.ts'
import { pick } from './synthetic-library.ts'

interface Marks {
  indexes: readonly number[]
  flag?: Flag | undefined
  rating?: number | undefined
  selected?: boolean | undefined
}

/** A card in memory whose copy is played, not done. */
export class StandInCard {
  readonly cardId: string
  readonly jobId: string
  readonly items: CardItem[]
  private readonly name: string
  private readonly volumeId: VolumeId
  private readonly say: (event: EngineEvent) => void
  private state: Card['state'] = 'ready'
  private importId: ImportId | null = null

  constructor(
    cardId: string,
    name: string,
    prefix: string,
    photos: number,
    volumeId: VolumeId,
    say: (event: EngineEvent) => void,
  ) {
    this.cardId = cardId
    this.jobId = `import ${cardId}`
    this.name = name
    this.volumeId = volumeId
    this.say = say
    this.items = Array.from({ length: photos }, (_, index) => cardItem(index, prefix, name))
  }

  facts(): Card {
    const count = (wanted: (item: CardItem) => boolean) => this.items.filter(wanted).length
    const { cardId, name, volumeId, state, importId, items } = this
    return {
      cardId,
      path: `/media/${cardId}`,
      name,
      camera: name,
      volumeId,
      state,
      photos: items.length,
      files: items.reduce((sum, item) => sum + item.files, 0),
      bytes: items.reduce((sum, item) => sum + item.bytes, 0),
      newPhotos: count((item) => item.selected),
      alreadyImported: count((item) => item.alreadyImported),
      rejected: count((item) => item.flag === 'reject' && !item.alreadyImported),
      picked: count((item) => item.flag === 'pick'),
      sameNameOtherContent: count((item) => item.sameNameOtherContent),
      skipped: [],
      importId,
      jobId: importId && this.jobId,
      error: null,
    }
  }

  chosen() {
    const chosen = this.items.filter((item) => item.selected)
    const sum = (of: (item: CardItem) => number) => chosen.reduce((total, item) => total + of(item), 0)
    return { photos: chosen.length, files: sum((item) => item.files), bytes: sum((item) => item.bytes) }
  }

  mark({ indexes, flag, rating, selected }: Marks): Card {
    for (const index of indexes) {
      const item = this.items[index]
      if (!item) continue
      if (flag !== undefined) item.flag = flag
      if (rating !== undefined) item.rating = rating
      const wanted = selected ?? (flag === undefined ? item.selected : true)
      item.selected = wanted && !item.alreadyImported && item.flag !== 'reject'
    }
    this.changed(Math.min(...indexes), Math.max(...indexes) + 1)
    return this.facts()
  }

  /** Plays a copy of some seconds. */
  copy(importId: ImportId, setJob: (job: Job) => void, done: () => void): void {
    this.importId = importId
    this.state = 'copying'
    const queue = this.items.filter((item) => item.selected)
    const { bytes, photos } = this.chosen()
    let at = 0
    const step = () => {
      const until = Math.min(queue.length, at + 6)
      for (const [index, item] of queue.entries()) {
        if (index >= at && index < until) item.state = 'catalogued'
        else if (index >= until && index < until + 4) item.state = index < until + 2 ? 'synced' : 'copying'
      }
      at = until
      if (at === queue.length) {
        clearInterval(timer)
        this.state = 'done'
        done()
      }
      this.changed(0, this.items.length)
      setJob(importJob(this.jobId, this.name, at, photos, bytes))
    }
    const timer = setInterval(step, 120)
    step()
  }

  private changed(from: number, to: number): void {
    this.say({ kind: 'card-items', cardId: this.cardId, from, to })
    this.say({ kind: 'card', card: this.facts() })
  }
}

function importJob(id: string, subject: string, done: number, photos: number, bytes: number): Job {
  const share = photos === 0 ? 1 : done / photos
  return {
    id,
    kind: 'import',
    subject,
    state: done === photos ? 'done' : 'running',
    itemsDone: done,
    itemsTotal: photos,
    bytesDone: Math.round(bytes * share),
    bytesTotal: bytes,
    rate: 118_000_000,
    secondsLeft: Math.round(180 * (1 - share)),
    failures: [],
    canPause: true,
    canCancel: true,
  }
}

function cardItem(index: number, prefix: string, camera: string): CardItem {
  const alreadyImported = index >= 10 && index < 34
  const rejected = pick(index, 3, 40) === 0
  const flag = alreadyImported ? 'none' : rejected ? 'reject' : pick(index, 4, 6) === 0 ? 'pick' : 'none'
  const both = pick(index, 5, 8) > 0
  return {
    index,
    name: `${prefix}${String(index + 101).padStart(4, '0')}.${both ? 'NEF' : 'JPG'}`,
    folder: 'DCIM/100TEST',
    badge: both ? 'R+J' : 'JPEG',
    bytes: both ? 58_200_000 : 11_300_000,
    files: both ? 2 : 1,
    takenAt: '2025:02:08 09:14:06',
    camera,
    aspect: 1.5,
    hasPreview: true,
    alreadyImported,
    sameNameOtherContent: index === 6 || index === 9,
    flag,
    rating: flag === 'pick' ? 3 + pick(index, 6, 3) : 0,
    selected: !alreadyImported && flag !== 'reject',
    state: 'seen',
    error: null,
  }
}
