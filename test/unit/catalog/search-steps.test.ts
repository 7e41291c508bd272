import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LibraryMemory } from '../../../src/main/catalog/library-memory.ts'
import { MatchCache } from '../../../src/main/catalog/match-cache.ts'
import { growColumns } from '../../../src/main/catalog/column-layout.ts'
import { SearchSteps } from '../../../src/main/catalog/search-steps.ts'
import { FLAG_CODES, Kind, LABEL_CODES, State, UNDATED } from '../../../src/shared/columns.ts'
import { parseSearch } from '../../../src/shared/query/parse.ts'

interface Photo {
  rating: number
  flag: number
  label: number
  kind: number
  state: number
  marks: number
  day: number
  iso: number
  aperture: number
  camera: number
}

const cameras = ['', 'NIKON Z 8', 'Canon EOS R5', 'ILCE-7M4']
const photo: fc.Arbitrary<Photo> = fc.record({
  rating: fc.nat(5),
  flag: fc.nat(2),
  label: fc.nat(5),
  kind: fc.constantFrom(Kind.raw, Kind.jpeg, Kind.raw | Kind.jpeg, Kind.video, Kind.heif | Kind.version),
  state: fc.constantFrom(0, State.gps, State.caption, State.gps | State.caption | State.timeGuessed),
  marks: fc.nat(3),
  day: fc.constantFrom(UNDATED, -1, 0, 19_700, 19_875, 20_000),
  iso: fc.constantFrom(0, 100, 3200, 3201),
  aperture: fc.constantFrom(0, 140, 280, 560),
  camera: fc.nat(cameras.length - 1),
})

/** Each condition as the engine reads it and as a person would say it. */
const conditions: [string, (photo: Photo) => boolean][] = [
  ['rating:>=4', ({ rating }) => rating >= 4],
  ['rating:2', ({ rating }) => rating === 2],
  ['rating:1..2|5', ({ rating }) => rating === 1 || rating === 2 || rating === 5],
  ['flag:pick|reject', ({ flag }) => FLAG_CODES[flag] !== 'none'],
  ['label:red|none', ({ label }) => LABEL_CODES[label] === 'red' || label === 0],
  ['type:raw', ({ kind }) => (kind & Kind.raw) !== 0],
  ['type:video|version', ({ kind }) => (kind & (Kind.video | Kind.version)) !== 0],
  ['date:1969-12-31..1970-01-01', ({ day }) => day === -1 || day === 0],
  ['date:<2000', ({ day }) => day === -1 || day === 0],
  ['date:2024', ({ day }) => day === 19_875 || day === 20_000],
  ['iso:>3200', ({ iso }) => iso > 3200],
  ['iso:<=3200', ({ iso }) => iso !== 0 && iso <= 3200],
  ['f:<2.8', ({ aperture }) => aperture === 140],
  ['f:2.8|5.6', ({ aperture }) => aperture === 280 || aperture === 560],
  ['has:gps', ({ state }) => (state & State.gps) !== 0],
  ['has:gps|caption', ({ state }) => (state & State.gps) !== 0 && (state & State.caption) !== 0],
  ['missing:caption', ({ state }) => (state & State.caption) === 0],
  ['missing:title|keyword', ({ marks }) => marks !== 3],
  ['missing:camera', ({ camera }) => camera === 0],
  ['camera:nikonz|ILCE', ({ camera }) => camera === 1 || camera === 3],
  ['z8', ({ camera }) => camera === 1],
  ['eos', ({ camera }) => camera === 2],
]
const chosen = fc.record({ condition: fc.constantFrom(...conditions), negated: fc.boolean() })

/** Answers nothing: these terms need no table. */
const noMatches = { call: async () => new Uint32Array(0) } as unknown as ConstructorParameters<
  typeof MatchCache
>[0]

test('what the scans keep is what each term says of each photo', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(photo, { minLength: 1, maxLength: 60 }),
      fc.array(chosen, { maxLength: 4 }),
      async (photos, terms) => {
        const memory = new LibraryMemory()
        memory.learn({
          cameras: cameras.map((name, number) => ({ number, name })),
          lenses: [],
          folders: [],
          imports: [],
        })
        growColumns(memory.columns, photos.length)
        memory.columns.length = photos.length
        for (const [slot, values] of photos.entries()) {
          for (const [name, value] of Object.entries(values))
            memory.columns[name as keyof Photo][slot] = value
        }
        const line = terms.map(({ condition, negated }) => (negated ? '-' : '') + condition[0]).join(' ')
        const { terms: parsed, problem } = parseSearch(line)
        expect(problem).toBeNull()
        const mask = new Uint8Array(photos.length).fill(1)
        const steps = await new SearchSteps(memory, new MatchCache(noMatches)).of(parsed)
        for (const step of steps) step(mask, photos.length, new Uint8Array(photos.length))
        const expected = photos.map((one) =>
          terms.every(({ condition, negated }) => condition[1](one) !== negated),
        )
        expect([...mask].map(Boolean), line).toEqual(expected)
      },
    ),
    { numRuns: 400 },
  )
})
