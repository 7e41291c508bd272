import { FLAG_CODES, Kind, LABEL_CODES, State } from '../../shared/columns.ts'
import { foldedText } from '../../shared/folded-text.ts'
import { phraseOf } from '../../shared/query/search-text.ts'
import type { Phrase } from '../../shared/query/search-text.ts'
import type { Condition, NumberField, OwnedThing, PhotoType, Range, Term } from '../../shared/query/term.ts'
import { Mark } from './column-layout.ts'
import type { LibraryMemory } from './library-memory.ts'
import { keepAllowed, keepMarked, keepRanges, mark, markAllowed, rangeTable, tableOf } from './masks.ts'
import type { Mask } from './masks.ts'
import type { MatchCache } from './match-cache.ts'
import { NameList } from './name-list.ts'

/** Narrows a mask to the photos for which a term holds. What is in the scratch mask does not matter. */
export type SearchStep = (mask: Mask, count: number, scratch: Mask) => void

/** Before the year 0: what is not dated lies below. */
const FIRST_DAY = -1_000_000

const typeBits: Readonly<Record<PhotoType, number>> = {
  raw: Kind.raw,
  jpeg: Kind.jpeg,
  heif: Kind.heif,
  video: Kind.video,
  image: Kind.image,
  version: Kind.version,
}

/** Turns terms of the search line into steps over the columns. */
export class SearchSteps {
  readonly #memory: LibraryMemory
  readonly #matches: MatchCache
  readonly #cameras: NameList
  readonly #lenses: NameList
  readonly #folders: NameList
  readonly #folderPaths: NameList

  constructor(memory: LibraryMemory, matches: MatchCache) {
    this.#memory = memory
    this.#matches = matches
    this.#cameras = new NameList((number) => memory.cameras[number])
    this.#lenses = new NameList((number) => memory.lenses[number])
    this.#folders = new NameList((number) => memory.folders[number]?.path.split('/').at(-1))
    this.#folderPaths = new NameList((number) => memory.folders[number]?.path)
  }

  of(terms: readonly Term[]): Promise<SearchStep[]> {
    return Promise.all(terms.map((term) => this.#stepOf(term.condition, term.negated)))
  }

  async #stepOf(condition: Condition, negated: boolean): Promise<SearchStep> {
    const { columns } = this.#memory
    switch (condition.kind) {
      case 'text':
        return this.#textStep(condition.text, negated)
      case 'number':
        return this.#numberStep(condition.field, condition.ranges, negated)
      case 'date':
        return (mask, count, hits) =>
          keepRanges(mask, columns.day, condition.ranges, FIRST_DAY, negated, hits, count)
      case 'flag':
        return bytesStep('flag', (code) => condition.values.some((flag) => FLAG_CODES[code] === flag))
      case 'label':
        return bytesStep('label', (code) => condition.values.some((label) => LABEL_CODES[code] === label))
      case 'type':
        return bytesStep('kind', (bits) => condition.values.some((type) => (bits & typeBits[type]) !== 0))
      case 'has':
        return this.#ownedStep(condition.values, negated)
      case 'missing':
        return this.#ownedStep(condition.values, !negated)
      case 'name':
        return this.#nameStep(condition, negated)
    }

    function bytesStep(name: 'flag' | 'label' | 'kind', test: (code: number) => boolean): SearchStep {
      const allowed = tableOf(256, test, negated)
      return (mask, count) => keepAllowed(mask, columns[name], allowed, count)
    }
  }

  #numberStep(field: NumberField, ranges: readonly Range[], negated: boolean): SearchStep {
    const { columns } = this.#memory
    const small = (column: 'rating' | 'aperture' | 'focal' | 'copies', table: Uint8Array): SearchStep => {
      return (mask, count) => keepAllowed(mask, columns[column], table, count)
    }
    switch (field) {
      case 'rating':
        return small('rating', rangeTable(256, ranges, 1, 0, negated))
      case 'copies':
        return small('copies', rangeTable(256, ranges, 1, 0, negated))
      case 'f':
        return small('aperture', rangeTable(65_536, ranges, 100, 1, negated))
      case 'focal':
        return small('focal', rangeTable(65_536, ranges, 10, 1, negated))
      case 'iso':
        return (mask, count, hits) => keepRanges(mask, columns.iso, ranges, 1, negated, hits, count)
    }
  }

  /** All of several things must be there; or, asked the other way round, at least one is not. */
  #ownedStep(things: readonly OwnedThing[], negated: boolean): SearchStep {
    const { columns } = this.#memory
    const tests = things.map((thing) => this.#ownedTest(thing))
    if (!negated) {
      return (mask, count) => {
        for (const { column, table } of tests) keepAllowed(mask, columns[column], table, count)
      }
    }
    return (mask, count, owned) => {
      owned.fill(1, 0, count)
      for (const { column, table } of tests) keepAllowed(owned, columns[column], table, count)
      keepMarked(mask, owned, true, count)
    }
  }

  #ownedTest(thing: OwnedThing) {
    switch (thing) {
      case 'gps':
        return { column: 'state', table: tableOf(256, (bits) => (bits & State.gps) !== 0) } as const
      case 'caption':
        return { column: 'state', table: tableOf(256, (bits) => (bits & State.caption) !== 0) } as const
      case 'date':
        return { column: 'state', table: tableOf(256, (bits) => (bits & State.timeGuessed) === 0) } as const
      case 'title':
        return { column: 'marks', table: tableOf(256, (bits) => (bits & Mark.title) !== 0) } as const
      case 'keyword':
        return { column: 'marks', table: tableOf(256, (bits) => (bits & Mark.keyword) !== 0) } as const
      case 'camera':
        return {
          column: 'camera',
          table: tableOf(this.#memory.cameras.length, (number) => number !== 0),
        } as const
      case 'lens':
        return {
          column: 'lens',
          table: tableOf(this.#memory.lenses.length, (number) => number !== 0),
        } as const
    }
  }

  async #nameStep(condition: Extract<Condition, { kind: 'name' }>, negated: boolean): Promise<SearchStep> {
    const { columns, cameras, lenses, folders } = this.#memory
    const parts = condition.values.map(foldedText)
    const tableFor = (list: NameList, size: number) =>
      tableOf(size, (number) => number > 0 && parts.some((part) => list.contains(number, part)), negated)
    switch (condition.field) {
      case 'camera':
        return (mask, count) =>
          keepAllowed(mask, columns.camera, tableFor(this.#cameras, cameras.length), count)
      case 'lens':
        return (mask, count) => keepAllowed(mask, columns.lens, tableFor(this.#lenses, lenses.length), count)
      case 'folder':
        return (mask, count) =>
          keepAllowed(mask, columns.folder, tableFor(this.#folderPaths, folders.length), count)
      case 'keyword':
        return slotsStep(await this.#matches.ofKeywords(condition.values), negated)
      case 'album':
        return slotsStep(await this.#matches.ofAlbumsNamed(condition.values), negated)
    }
  }

  /** Free text is looked for in the index, and in the names of cameras, lenses and folders, which many photos share. */
  async #textStep(text: string, negated: boolean): Promise<SearchStep> {
    const phrase = phraseOf(text)
    if (!phrase) return () => undefined
    const slots = await this.#matches.ofPhrase(phrase)
    return (mask, count, hits) => {
      hits.fill(0, 0, count)
      mark(hits, slots, count)
      this.#markNames(hits, phrase, count)
      keepMarked(mask, hits, negated, count)
    }
  }

  #markNames(hits: Mask, phrase: Phrase, count: number): void {
    const { columns, cameras, lenses, folders } = this.#memory
    const inCameras = tableOf(
      cameras.length,
      (number) => number > 0 && this.#cameras.hasPhrase(number, phrase),
    )
    const inLenses = tableOf(lenses.length, (number) => number > 0 && this.#lenses.hasPhrase(number, phrase))
    const inFolders = new Uint8Array(folders.length)
    // A folder comes after the one above it, and is found by its name too.
    for (const folder of folders) {
      if (!folder) continue
      const above = folder.parent !== null && inFolders[folder.parent] === 1
      inFolders[folder.number] = above || this.#folders.hasPhrase(folder.number, phrase) ? 1 : 0
    }
    if (inCameras.includes(1)) markAllowed(hits, columns.camera, inCameras, count)
    if (inLenses.includes(1)) markAllowed(hits, columns.lens, inLenses, count)
    if (inFolders.includes(1)) markAllowed(hits, columns.folder, inFolders, count)
  }
}

function slotsStep(slots: Uint32Array, negated: boolean): SearchStep {
  return (mask, count, hits) => {
    hits.fill(0, 0, count)
    mark(hits, slots, count)
    keepMarked(mask, hits, negated, count)
  }
}
