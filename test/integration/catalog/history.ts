import assert from 'node:assert/strict'
import Database from 'better-sqlite3'
import fc from 'fast-check'
import { State } from '../../../src/shared/columns.ts'
import type { PhotoChange } from '../../../src/shared/edits.ts'
import type { PhotoId } from '../../../src/shared/ids.ts'
import { keywordKey } from '../../../src/shared/keyword.ts'
import { addSomePhotos, albumId, found, openTemporaryLibrary } from './open-library.ts'
import type { TemporaryLibrary } from './open-library.ts'

const PHOTOS = 6
const ALBUMS = 2

/** What the catalog should hold, kept the simple way: undo goes back to a copy. */
interface Model {
  photos: Photo[]
  albums: (number[] | null)[]
}

interface Photo {
  rating: number
  flag: string
  label: string | null
  title: string
  keywords: string[]
  trashed: boolean
}

const slots = fc.uniqueArray(fc.nat(PHOTOS - 1), { minLength: 1 })
const words = fc.uniqueArray(fc.constantFrom('swan', 'Schwan', '白鳥', 'Café'), { maxLength: 2 })
const as = <Name extends string>(name: Name) => fc.constant(name)
const photoChange: fc.Arbitrary<PhotoChange> = fc.oneof(
  fc.record({ field: as('rating'), value: fc.nat(5) }),
  fc.record({
    field: as('flag'),
    value: fc.constantFrom('pick' as const, 'none' as const, 'reject' as const),
  }),
  fc.record({ field: as('label'), value: fc.constantFrom('red' as const, 'blue' as const, null) }),
  fc.record({ field: as('title'), value: fc.constantFrom('', 'dawn', '夜明け') }),
  fc.record({ field: as('trashed'), value: fc.boolean() }),
  fc.record({ field: as('keywords'), add: words, remove: words }),
)
const album = fc.nat(ALBUMS - 1)
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: as('change'), slots, change: photoChange }) },
  { weight: 1, arbitrary: fc.record({ do: as('create'), album }) },
  { weight: 1, arbitrary: fc.record({ do: as('delete'), album }) },
  { weight: 3, arbitrary: fc.record({ do: as('add'), album, slots }) },
  { weight: 2, arbitrary: fc.record({ do: as('remove'), album, slots }) },
  { weight: 2, arbitrary: fc.record({ do: as('move'), album, slots, after: fc.option(fc.nat(PHOTOS - 1)) }) },
  { weight: 5, arbitrary: fc.record({ do: as('undo') }) },
  { weight: 3, arbitrary: fc.record({ do: as('redo') }) },
  { weight: 1, arbitrary: fc.record({ do: as('restart') }) },
)
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
type AlbumStep = Extract<Step, { album: number }>

/**
 * Random histories of edits, undo, redo and restarts, each in a library of its own, against the model.
 * @throws with the seed and the history
 */
export async function checkHistories(runs: number, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
      const library = await openTemporaryLibrary()
      try {
        const history = new History(library, await addSomePhotos(library, PHOTOS))
        for (const one of steps) await history.take(one)
        await history.compare()
        await library.reopen()
        await history.compare()
        await library.catalog.close()
        checkLog(library.path)
      } finally {
        await library.remove()
      }
    }),
    { numRuns: runs, seed, endOnFailure: true },
  )
}

class History {
  readonly library: TemporaryLibrary
  readonly ids: PhotoId[]
  readonly past: Model[] = []
  readonly created = new Set<number>()
  future: Model[] = []
  model: Model = {
    photos: Array.from({ length: PHOTOS }, () => ({
      rating: 0,
      flag: 'none',
      label: null,
      title: '',
      keywords: [],
      trashed: false,
    })),
    albums: Array.from({ length: ALBUMS }, () => null),
  }

  constructor(library: TemporaryLibrary, ids: PhotoId[]) {
    this.library = library
    this.ids = ids
  }

  async take(one: Step): Promise<void> {
    const { catalog } = this.library
    switch (one.do) {
      case 'undo':
        return this.travel(this.past, this.future, () => catalog.undo(), 'nothing-to-undo')
      case 'redo':
        return this.travel(this.future, this.past, () => catalog.redo(), 'nothing-to-redo')
      case 'restart':
        return this.library.reopen()
      case 'change':
        await catalog.apply({ kind: 'photos', photos: { slots: one.slots }, change: one.change })
        return this.edited((model) => {
          for (const slot of one.slots) changePhoto(model.photos[slot]!, one.change)
        })
      default:
        return this.takeAlbumStep(one)
    }
  }

  async takeAlbumStep(one: AlbumStep): Promise<void> {
    const { catalog } = this.library
    const id = albumId(one.album)
    const members = this.model.albums[one.album]
    if (one.do === 'create') {
      if (this.created.has(one.album)) return
      this.created.add(one.album)
      await catalog.apply({ kind: 'album-create', id, title: 'An album' })
      return this.edited((model) => (model.albums[one.album] = []))
    }
    if (!members) {
      await assert.rejects(catalog.apply({ kind: 'album-delete', id }), { code: 'not-found' })
      return
    }
    if (one.do === 'delete') {
      await catalog.apply({ kind: 'album-delete', id })
      return this.edited((model) => (model.albums[one.album] = null))
    }
    const photos = { slots: one.slots }
    if (one.do === 'add') {
      await catalog.apply({ kind: 'album-add', id, photos })
      const fresh = one.slots.filter((slot) => !members.includes(slot))
      return this.edited((model) => model.albums[one.album]!.push(...fresh))
    }
    const leaving = one.slots.filter((slot) => members.includes(slot))
    const staying = members.filter((slot) => !leaving.includes(slot))
    if (one.do === 'remove') {
      await catalog.apply({ kind: 'album-remove', id, photos })
      return this.edited((model) => (model.albums[one.album] = staying))
    }
    const after = one.after !== null && members.includes(one.after) ? one.after : null
    await catalog.apply({ kind: 'album-move', id, photos, after: after === null ? null : this.ids[after]! })
    const before = after === null ? [] : members.slice(0, members.indexOf(after) + 1)
    const place = before.filter((slot) => !leaving.includes(slot)).length
    // Moving gives new keys even where the order stays, so it is a step whenever something moves.
    this.edited(
      (model) => (model.albums[one.album] = staying.toSpliced(place, 0, ...leaving)),
      leaving.length > 0,
    )
  }

  /** What changes nothing is no step. */
  edited(change: (model: Model) => unknown, always = false): void {
    const before = structuredClone(this.model)
    change(this.model)
    if (!always && JSON.stringify(before) === JSON.stringify(this.model)) return
    this.past.push(before)
    this.future = []
  }

  async travel(from: Model[], to: Model[], call: () => Promise<unknown>, code: string): Promise<void> {
    const target = from.pop()
    if (!target) return assert.rejects(call(), { code })
    to.push(this.model)
    this.model = target
    await call()
  }

  async compare(): Promise<void> {
    const { catalog } = this.library
    const { photos, albums } = this.model
    assert.deepEqual(await catalog.undoState(), {
      canUndo: this.past.length > 0,
      canRedo: this.future.length > 0,
    })
    for (const [slot, photo] of photos.entries()) {
      const { rating, flag, label, title, keywords, trashedAt } = await catalog.detail(this.ids[slot]!)
      const held = { rating, flag, label, title, keywords: keywords.toSorted(), trashed: trashedAt !== null }
      assert.deepEqual(held, { ...photo, keywords: photo.keywords.toSorted() })
      assert.equal(catalog.columns.rating[slot], photo.rating)
      assert.equal((catalog.columns.state[slot]! & State.trashed) !== 0, photo.trashed)
    }
    for (const text of ['dawn', '夜明け', 'swan', '鳥', 'cafe']) {
      const expected = this.ids.filter((_, slot) => isFoundBy(photos[slot]!, text))
      assert.deepEqual(await found(this.library, text), expected)
    }
    const listed = new Map((await catalog.albums()).map(({ id, count }) => [id, count]))
    for (const [number, members] of albums.entries()) {
      const ids = (members ?? []).map((slot) => this.ids[slot]!)
      assert.deepEqual(await catalog.albumPhotos(albumId(number)), ids)
      assert.equal(listed.get(albumId(number)), members?.filter((slot) => !photos[slot]!.trashed).length)
    }
  }
}

/** Beginnings of words are found, and any piece of Japanese text: "swan" is no word of "Schwan". */
function isFoundBy(photo: Photo, text: string): boolean {
  const texts = [photo.title, ...photo.keywords].map((part) => keywordKey(part).replace('é', 'e'))
  const holds = texts.some((part) => (/[a-z]/.test(text) ? part.startsWith(text) : part.includes(text)))
  return holds && !photo.trashed
}

function changePhoto(photo: Photo, change: PhotoChange): void {
  switch (change.field) {
    case 'rating':
      photo.rating = change.value
      break
    case 'flag':
      photo.flag = change.value
      break
    case 'label':
      photo.label = change.value
      break
    case 'title':
      photo.title = change.value
      break
    case 'trashed':
      photo.trashed = change.value
      break
    case 'keywords': {
      const kept = photo.keywords.filter((keyword) => !change.remove.includes(keyword))
      const fresh = change.add.filter(
        (keyword) => !change.remove.includes(keyword) && !kept.includes(keyword),
      )
      photo.keywords = [...kept, ...fresh].toSorted()
    }
  }
}

/** Registers hold what their last operation gave, with its time; operations know what they replaced. */
function checkLog(path: string): void {
  type Row = Record<string, unknown>
  const database = new Database(path, { readonly: true })
  const last = database.prepare<unknown[], Row>(
    'SELECT * FROM operations WHERE object = ? AND field = ? AND element = ? ORDER BY number DESC LIMIT 2',
  )
  for (const register of database.prepare<[], Row>('SELECT * FROM registers').all()) {
    const [operation, before] = last.all(register['object'], register['field'], register['element'])
    for (const key of ['value', 'time', 'base', 'source']) assert.deepEqual(operation?.[key], register[key])
    if (before)
      assert.deepEqual([operation?.['base'], operation?.['before']], [before['time'], before['value']])
  }
  const times = database
    .prepare<[], Buffer>('SELECT time FROM operations GROUP BY time ORDER BY min(number)')
    .pluck()
  const inOrder = times.all().map((time) => time.toString('hex'))
  assert.deepEqual(inOrder, inOrder.toSorted())
  database.close()
}
