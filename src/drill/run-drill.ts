import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LayersRefuse } from './intact-layers.ts'
import { tryEachLayer } from './intact-layers.ts'
import type { NormalClientFigures } from './normal-client-run.ts'
import { runNormalClient } from './normal-client-run.ts'
import type { Person } from './people.ts'
import { makePerson, toolsFor } from './people.ts'
import { copyServer, startDrillServer } from './scratch-server.ts'
import type { SharedNumberFigures } from './shared-number-run.ts'
import { runSharedNumber } from './shared-number-run.ts'

export interface DrillSize {
  members: number
  /** Times that a number is given twice. */
  pairs: number
  /** Accounts that somebody else looks at. */
  lookedAt: number
}

/** June 2013. */
export const asItWas: DrillSize = { members: 200, pairs: 43, lookedAt: 32 }

export interface DrillFigures {
  members: number
  distinctAccounts: number
  withoutChecks: SharedNumberFigures
  withNormalClient: NormalClientFigures
  intactServer: LayersRefuse
  /** What does not hold; empty when all does. */
  failures: string[]
}

/** Registrations at once: stretching a password keeps a core busy. */
const AT_ONCE = 4

/**
 * Registers members on a scratch server, gives numbers twice as in 2013, and measures what it takes to notice, stop and
 * tell. Everything is removed afterwards.
 * @param say a line about what is being done
 */
export async function runDrill(size: DrillSize, say: (line: string) => void): Promise<DrillFigures> {
  const root = mkdtempSync(join(tmpdir(), 'image-space-drill-'))
  chmodSync(root, 0o711)
  try {
    say(`${size.members} members register with real clients`)
    const first = join(root, 'first')
    const { people, origin, intactServer } = await populate(first, size)
    const pairs = Array.from(
      { length: size.pairs },
      (_, at) => [people[2 * at]!, people[2 * at + 1]!] as const,
    )
    const second = join(root, 'second')
    copyServer(first, second)
    const port = Number(new URL(origin).port)

    say(`${size.pairs} times two of them get one number; some look, with clients that check nothing`)
    const withoutChecks = await during(first, port, (server) =>
      runSharedNumber(server, pairs, lookersOf(pairs, size.lookedAt)),
    )
    say('the same, with the client as it is')
    const withNormalClient = await during(second, port, (server) =>
      runNormalClient(server, toolsFor(server.origin), pairs),
    )
    const distinctAccounts = new Set(
      people.map(({ member }) => Buffer.from(member.session.account).toString('hex')),
    ).size
    const figures = {
      members: people.length,
      distinctAccounts,
      withoutChecks,
      withNormalClient,
      intactServer,
    }
    return { ...figures, failures: failuresOf(size, figures) }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function populate(folder: string, { members }: DrillSize) {
  const server = await startDrillServer(folder, false)
  try {
    const tools = toolsFor(server.origin)
    const people: Person[] = []
    const numbers = Array.from({ length: members }, (_, number) => number)
    const work = async () => {
      for (let next = numbers.shift(); next !== undefined; next = numbers.shift())
        people.push(await makePerson(tools, server.mails, next))
    }
    await Promise.all(Array.from({ length: AT_ONCE }, work))
    const intactServer = await tryEachLayer(server, people[0]!, people[1]!)
    return { people, origin: server.origin, intactServer }
  } finally {
    await server.close()
  }
}

async function during<Result>(
  folder: string,
  port: number,
  work: (server: Awaited<ReturnType<typeof startDrillServer>>) => Promise<Result>,
): Promise<Result> {
  const server = await startDrillServer(folder, true, port)
  try {
    return await work(server)
  } finally {
    await server.close()
  }
}

/** Half of those looked at look back; the others do not know. Every other one takes a range only. */
function lookersOf(pairs: readonly (readonly [Person, Person])[], lookedAt: number) {
  const lookers: Person[] = []
  for (const [one, other] of pairs) {
    if (lookers.length < lookedAt) lookers.push(one)
    if (lookers.length < lookedAt && lookers.length <= lookedAt - pairs.length / 2) lookers.push(other)
  }
  return lookers.map((looker, at) => ({ looker, whole: at % 2 === 0 }))
}

function failuresOf(size: DrillSize, figures: Omit<DrillFigures, 'failures'>): string[] {
  const { withoutChecks: seen, withNormalClient: normal, intactServer } = figures
  const concerned = 2 * size.pairs
  const holds: [string, boolean][] = [
    ['every member has an account of their own', figures.distinctAccounts === size.members],
    [
      `${size.lookedAt} accounts were looked at`,
      seen.lookedAt === size.lookedAt && seen.foreignBytesServed > 0,
    ],
    ['no byte of plaintext was readable', seen.plaintextBytesReadable === 0],
    ['no membership field was readable', seen.membershipFieldsReadable === 0],
    ['it was detected within 60 s', seen.secondsToDetection <= 60],
    ['it was frozen within 5 s of that', seen.secondsFromDetectionToFreeze <= 5],
    [
      `exactly the ${concerned} accounts were frozen`,
      seen.accountsFrozen === concerned && seen.frozenAreThePairs,
    ],
    ['the exposure list is the truth', seen.exposure.missed === 0 && seen.exposure.added === 0],
    [
      `${concerned} members were mailed, each once`,
      seen.mails.sent === concerned && seen.mails.recipients === concerned && seen.mails.wrong === 0,
    ],
    ['writes were stopped for all', seen.writesStopped],
    ['the normal client showed nothing', normal.shown === 0 && normal.asked === concerned],
    [
      'the normal client refused by itself and said so',
      normal.refused > 0 && normal.reported === normal.refused,
    ],
    ...Object.entries(intactServer).map(([layer, refused]): [string, boolean] => [
      `the intact server refuses by ${layer} alone`,
      refused,
    ]),
  ]
  return holds.filter(([, held]) => !held).map(([what]) => what)
}
