import { randomBytes } from 'node:crypto'
import { encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import type { RecordHeader } from '../../../src/shared/crypto/record-header.ts'
import { fieldsOf, parseHeader, signHeader } from '../../../src/shared/crypto/record-header.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { SaidLog, SaidRecord } from './lies.ts'
import { about, hash, json, refused, relogged, said, saidTo } from './lies.ts'
import type { Lie } from './lying-proxy.ts'
import { bound } from './lying-proxy.ts'
import type { Case, World } from './malicious-world.ts'
import { needsYou } from './malicious-world.ts'

const { read } = api.records

/** Changes what is read of the log where there is something new. */
const log =
  (change: (mine: SaidLog, world: World) => SaidLog) =>
  (world: World): Lie =>
    said(read, world.session, (answer) => {
      const mine = answer as SaidLog // By its route.
      return mine.records.length === 0 ? mine : change(mine, world)
    })
const records = (change: (mine: SaidRecord[], world: World) => SaidRecord[]) =>
  log((mine, world) => ({ ...mine, records: change(mine.records, world) }))

const numbered = (change: (mine: SaidRecord[]) => SaidRecord[]) => (world: World) =>
  relogged(world.session, change)

/** Changes the first of some records. */
const first = (change: (of: SaidRecord, world: World) => SaidRecord) =>
  records(([of, ...rest], world) => [change(of!, world), ...rest])

/** Changed as one likes, under the signature of what it was. */
const header = (change: Partial<RecordHeader>) =>
  first(([sequence, encoded, sealed]) => {
    const { header: of, signature } = parseHeader(encoded)
    return [sequence, encodeCbor([...fieldsOf({ ...of, ...change }), signature]), sealed, 0]
  })

function oneChanged(of: Uint8Array, at: number): Uint8Array {
  const changed = of.slice()
  changed[at]! ^= 1
  return changed
}

const foreign = needsYou('not-your-space', 'foreign-record')
const broken = needsYou('broken-answer')
const changedLog = needsYou('log-changed')

const headerFields: Record<string, Partial<RecordHeader>> = {
  owner: { owner: new Uint8Array(32) },
  space: { space: new Uint8Array(16) },
  'hash of the sealed record': { body: new Uint8Array(32) },
  computer: { device: publicKeyOf(new Uint8Array(32)) },
  'number of its computer': { deviceSequence: 99 },
  'header before': { deviceBefore: new Uint8Array(32) },
  type: { type: 5 },
  epoch: { epoch: 1 },
  'place that was seen': { seenSequence: 0 },
  'hash that was seen': { seenHash: new Uint8Array(32) },
  clock: { clock: 1 },
  'blobs added': { adds: [new Uint8Array(32)] },
  'blobs dropped': { drops: [new Uint8Array(32)] },
}

export const liesOfHeaders: Record<string, Case> = Object.fromEntries(
  Object.entries(headerFields).map(([field, change]) => [
    `another ${field}`,
    { lie: header(change), then: foreign },
  ]),
)

const lastOf = <Of>(of: readonly Of[]): Of => of[of.length - 1]!

export const liesOfRecords: Record<string, Case> = {
  'the records of another member': {
    lie: async (world) => {
      const theirs = await theirLog(world)
      return log((mine) => ({ ...mine, records: theirs }))(world)
    },
    then: foreign,
  },
  'a record of another member behind one’s own': {
    lie: async (world) => {
      const [theirs] = await theirLog(world)
      return records((mine) => [...mine, [lastOf(mine)[0] + 1, theirs![1], theirs![2], 0]])(world)
    },
    then: foreign,
  },
  'the content of another member under one’s own header': {
    lie: async (world) => {
      const [theirs] = await theirLog(world)
      return first(([at, encoded]) => [at, encoded, theirs![2], 0])(world)
    },
    then: foreign,
  },
  'a record that it has signed itself': {
    lie: first(([at, encoded, sealed]) => {
      const seed = randomBytes(32)
      const of = { ...parseHeader(encoded).header, device: publicKeyOf(seed) }
      return [at, signHeader(seed, of), sealed, 0]
    }),
    then: foreign,
  },
  'a record that the other computer signed for another content': {
    lie: first(([at, encoded, sealed], { b }) => {
      const changed = oneChanged(sealed, 90)
      const of = { ...parseHeader(encoded).header, body: hash(changed) }
      return [at, signHeader(b.account.member.session.deviceSeed, of), changed, 0]
    }),
    then: foreign,
  },
  'a header with a byte changed': {
    lie: first(([at, encoded, sealed]) => [at, oneChanged(encoded, 240), sealed, 0]),
    then: foreign,
  },
  'a record with a byte changed': {
    lie: first(([at, encoded, sealed]) => [at, encoded, oneChanged(sealed, 90), 0]),
    then: foreign,
  },
  'a record without its last byte': {
    lie: first(([at, encoded, sealed]) => [at, encoded, sealed.slice(0, -1), 0]),
    then: foreign,
  },
  'an empty record': {
    lie: first(([at, encoded]) => [at, encoded, new Uint8Array(0), 0]),
    then: foreign,
  },
  'the contents of two records exchanged': {
    lie: records(([one, two]) => [
      [one![0], one![1], two![2], 0],
      [two![0], two![1], one![2], 0],
    ]),
    then: foreign,
  },
  'records in another order': { lie: records((mine) => mine.toReversed()), then: foreign },
  'records in another order, with new numbers': {
    lie: numbered((mine) => mine.toReversed()),
    then: changedLog,
  },
  'a record left out': { lie: records(([, ...rest]) => rest), then: foreign },
  'a record left out, with new numbers': { lie: numbered(([, ...rest]) => rest), then: changedLog },
  'a record twice': { lie: records(([one, ...rest]) => [one!, one!, ...rest]), then: foreign },
  'a record twice, with new numbers': {
    lie: numbered(([one, ...rest]) => [...(one ? [one, one] : []), ...rest]),
    then: changedLog,
  },
  'numbers that begin again': {
    lie: records((mine) => mine.map(([, encoded, sealed], at) => [at + 1, encoded, sealed, 0])),
    then: foreign,
  },
  'the end of the log withheld, of which it tells': {
    lie: ({ session }) => said(read, session, (answer) => ({ ...answer, records: [] })),
    then: broken,
  },
  'another hash of the log': {
    lie: log(({ records: mine, head }) => ({ records: mine, head: { ...head, hash: new Uint8Array(32) } })),
    then: broken,
  },
  'a log that ends before where it was read': {
    lie: ({ session }) =>
      said(read, session, () => ({ records: [], head: { sequence: 1, hash: new Uint8Array(32) } })),
    then: broken,
  },
  'a record of more than 1 MiB': {
    lie: first(([at, encoded]) => [at, encoded, randomBytes(2 ** 20 + 1), 0]),
    then: broken,
  },
  'a header that is no bytes': {
    lie: first(([at, , sealed]) => [at, 'header' as never, sealed, 0]),
    then: broken,
  },
  'CBOR with a byte behind it': {
    lie: ({ session }) =>
      about(read, async (call, pass) => {
        const told = await pass(call)
        return bound({ ...told, body: Buffer.concat([told.body, Buffer.alloc(1)]) }, call, session())
      }),
    then: broken,
  },
  'JSON in the place of CBOR': {
    lie: ({ session }) => about(read, (call) => bound(json(200, { records: [] }), call, session())),
    then: broken,
  },
  ...Object.fromEntries(
    (['rewound', 'forked'] as const).map((code) => [
      `that its log is ${code}, whatever is asked`,
      {
        lie: ({ session }: World) => refused(read, session, 409, { code, sentence: 'No.' }),
        then: needsYou(code),
      },
    ]),
  ),
}

const theirLog = async ({ c }: World) => {
  const { place, joined } = await c.library.catalog.sync.state()
  if (place.sequence === 0) throw new Error('the other member has written nothing')
  const space = new Uint8Array(Buffer.from(joined!.space, 'hex'))
  const query = { after: 0, hash: new Uint8Array(32), limit: 9 }
  return ((await saidTo(c.account, read, { params: { space }, query })) as SaidLog).records // By its route.
}
