import { equal } from '../../../src/shared/crypto/bytes.ts'
import { encodeCbor } from '../../../src/shared/crypto/cbor.ts'
import { parseHeader } from '../../../src/shared/crypto/record-header.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { Said } from './lies.ts'
import { about, json, relogged, said } from './lies.ts'
import type { Call, Lie } from './lying-proxy.ts'
import { bound, isCallOf } from './lying-proxy.ts'
import type { Case, Outcome, World } from './malicious-world.ts'
import { afterPull, goesOn, needsYou, offline } from './malicious-world.ts'

const { append, read } = api.records

interface Added extends Said {
  sequences: number[]
  head: { sequence: number; hash: Uint8Array }
}

const added =
  (change: (answer: Added) => Added) =>
  ({ session }: World): Lie =>
    said(append, session, (answer) => change(answer as Added)) // By its route.

/** Says that it has the record, and does not. */
const notKept =
  (sequence: (end: number) => number) =>
  ({ a, session }: World): Lie =>
    about(append, async (call) => {
      const { place } = await a.library.catalog.sync.state()
      const at = sequence(place.sequence)
      const body = encodeCbor({ sequences: [at], head: { sequence: at, hash: new Uint8Array(32) } })
      return bound({ status: 200, headers: {}, body }, call, session())
    })

/** What was written counts as unsent until it is found in the log, but it is not counted as a change any more. */
const lost: Outcome = { ...afterPull(needsYou('not-kept')), unsent: 0 }
const broken = afterPull(needsYou('broken-answer'))
const unheard = afterPull(offline('no-connection'))

export const liesOfWriting: Record<string, Case> = {
  'a place where something else is': { lie: notKept((end) => end), then: afterPull(needsYou('not-kept')) },
  'the next place, and does not keep it': { lie: notKept((end) => end + 1), then: lost },
  'a place far behind the end, and does not keep it': { lie: notKept((end) => end + 100), then: lost },
  'another place than it has': {
    lie: added(({ head }) => {
      const sequence = head.sequence + 5
      return { sequences: [sequence], head: { ...head, sequence } }
    }),
    then: goesOn,
  },
  'no place': { lie: added((answer) => ({ ...answer, sequences: [] })), then: broken },
  'two places': {
    lie: added(({ sequences, head }) => ({ sequences: [...sequences, head.sequence + 1], head })),
    then: broken,
  },
  'a place behind the log’s end': {
    lie: added(({ sequences, head }) => ({ sequences, head: { ...head, sequence: 1 } })),
    then: broken,
  },
  'nothing, and keeps it': {
    lie: () =>
      about(append, async (call, pass, out) => {
        await pass(call)
        out.socket?.destroy()
        return null
      }),
    then: unheard,
  },
  'nothing, and does not keep it': {
    lie: () =>
      about(append, async (_call, _pass, out) => {
        out.socket?.destroy()
        return null
      }),
    then: unheard,
  },
  'nothing, on an open line': {
    lie: () => about(append, async () => null),
    then: unheard,
    impatient: true,
  },
  'a conflict, and keeps it': {
    lie: ({ session }) =>
      about(append, async (call, pass) => {
        await pass(call)
        return bound(json(409, { code: 'conflict', sentence: 'No.' }), call, session())
      }),
    then: goesOn,
  },
  'what it gets to itself twice': {
    lie: () =>
      about(append, async (call, pass) => {
        await pass(call)
        return pass(call)
      }),
    then: goesOn,
  },
  'what it gets to itself, and once more later': {
    lie: () => {
      let late: Call | null = null
      return async (call, pass) => {
        if (isCallOf(append, call)) late = call
        else if (late && isCallOf(read, call)) {
          await pass(late)
          late = null
        }
        return pass(call)
      }
    },
    then: goesOn,
  },
  'each computer a history of its own': {
    lie: (world) => {
      const own = publicKeyOf(world.session().deviceSeed)
      const reading = relogged(world.session, (mine) =>
        mine.filter(([, header]) => equal(parseHeader(header).header.device, own)),
      )
      const writing = said(append, world.session, async () => {
        const { place } = await world.a.library.catalog.sync.state()
        const sequence = place.sequence + 1
        return { sequences: [sequence], head: { sequence, hash: new Uint8Array(32) } }
      })
      return (call, pass, out) => (isCallOf(append, call) ? writing : reading)(call, pass, out)
    },
    then: goesOn,
  },
  'nothing of others': {
    lie: ({ session }) => relogged(session, () => []),
    then: { ...needsYou('not-kept'), unsent: 0 },
  },
}
