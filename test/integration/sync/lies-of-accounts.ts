import { randomBytes } from 'node:crypto'
import { certifyDevice } from '../../../src/shared/crypto/device-certificate.ts'
import { stateGenesis } from '../../../src/shared/crypto/identity.ts'
import { publicKeyOf } from '../../../src/shared/crypto/signature.ts'
import { sealSpaceKey } from '../../../src/shared/crypto/space-key.ts'
import { stateSpace } from '../../../src/shared/crypto/space-statement.ts'
import { api } from '../../../src/shared/space/api.ts'
import { random } from '../server/scratch-server.ts'
import type { Said } from './lies.ts'
import { refused, said, saidTo } from './lies.ts'
import type { Case, World } from './malicious-world.ts'
import { goesOn, needsYou } from './malicious-world.ts'

const { keys } = api.account
const { listDevices } = api.sessions
const { list } = api.spaces

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const bytes = (of: unknown) => new Uint8Array(Buffer.from(String(of), 'base64url'))

/** Changes what the server says of the account, its computers or its spaces; it has those of another member too. */
function changed(
  route: typeof keys | typeof listDevices | typeof list,
  change: (mine: Said, theirs: Said, world: World) => Said | Promise<Said>,
) {
  return async (world: World) => {
    const theirs = await saidTo(world.c.account, route)
    return said(route, world.session, (mine) => change(mine, theirs, world))
  }
}

interface SaidDevice extends Said {
  device: string
  certificate: string
}
const devicesIn = (of: Said) => of['devices'] as SaidDevice[]
const devices = (change: (mine: SaidDevice[], theirs: SaidDevice[], world: World) => Said[]) =>
  changed(listDevices, (mine, theirs, world) => ({
    devices: change(devicesIn(mine), devicesIn(theirs), world),
  }))

interface SaidKey extends Said {
  epoch: number
  sealedKey: string
  statement: string
}
interface SaidSpace extends Said {
  space: string
  keys: SaidKey[]
}
const spacesIn = (of: Said) => of['spaces'] as SaidSpace[]
const spaces = (change: (mine: SaidSpace[], theirs: SaidSpace[], world: World) => Said[] | Promise<Said[]>) =>
  changed(list, async (mine, theirs, world) => ({
    spaces: await change(spacesIn(mine), spacesIn(theirs), world),
  }))

/** Another key of the library, which is the second of the spaces; the first is that of the account. */
const libraryKey = (
  change: (key: SaidKey, of: SaidSpace[], theirs: SaidSpace[], world: World) => Said | Promise<Said>,
) =>
  spaces(async (mine, theirs, world) => {
    const [account, library] = mine as [SaidSpace, SaidSpace]
    return [account, { ...library, keys: [await change(library.keys[0]!, mine, theirs, world)] }]
  })

/** Stated by whom it says. */
async function stated(by: Uint8Array, { a }: World, space: string, sealedKey: Uint8Array): Promise<Said> {
  const { account } = a.account.member.session
  const of = { owner: account, space: bytes(space), epoch: 0, device: publicKeyOf(by) }
  return { epoch: 0, sealedKey: text(sealedKey), statement: text(await stateSpace(by, of, sealedKey)) }
}

const notOurs = needsYou('not-your-space', 'foreign-account')
const foreignSpace = needsYou('not-your-space', 'foreign-record')

export const liesOfKeys: Record<string, Case> = Object.fromEntries(
  Object.entries({
    'everything of another member': changed(keys, (_mine, theirs) => theirs),
    'the account id of another member': changed(keys, (mine, theirs) => ({
      ...mine,
      account: theirs['account'],
    })),
    'the identity of another member': changed(keys, (mine, theirs) => ({
      ...mine,
      statements: theirs['statements'],
    })),
    'an identity with that of another member behind it': changed(keys, (mine, theirs) => ({
      ...mine,
      statements: [...(mine['statements'] as string[]), ...(theirs['statements'] as string[])],
    })),
    'an identity that the server has made': changed(keys, async (mine) => ({
      ...mine,
      statements: [text(await stateGenesis({ signing: randomBytes(32), box: randomBytes(32) }))],
    })),
    'no identity': changed(keys, (mine) => ({ ...mine, statements: [] })),
    'the sealed identity of another member': changed(keys, (mine, theirs) => ({
      ...mine,
      sealedIdentity: theirs['sealedIdentity'],
    })),
  }).map(([what, lie]) => [what, { lie, then: notOurs, signedInAnew: true }]),
)

export const liesOfComputers: Record<string, Case> = {
  'computers of another member': { lie: devices((_mine, theirs) => theirs), then: notOurs },
  'a computer of another member more': {
    lie: devices((mine, theirs) => [...mine, ...theirs]),
    then: notOurs,
  },
  'a computer that it has certified itself': {
    lie: devices((mine, _theirs, { session }) => {
      const key = publicKeyOf(randomBytes(32))
      const of = { account: session().account, key, name: 'Desk', addedAt: 1 }
      const certificate = text(certifyDevice(randomBytes(32), of))
      return [...mine, { ...mine[0]!, device: text(key), certificate }]
    }),
    then: notOurs,
  },
  'one computer with the certificate of the other': {
    lie: devices(([a, b]) => [a!, { ...b!, certificate: a!.certificate }]),
    then: notOurs,
  },
  'a certificate with a byte changed': {
    lie: devices(([a, b]) => {
      const certificate = bytes(b!.certificate)
      certificate[certificate.length - 1]! ^= 1
      return [a!, { ...b!, certificate: text(certificate) }]
    }),
    then: notOurs,
  },
  'the other computer left out': {
    lie: devices((mine, _theirs, { b }) => {
      const own = text(publicKeyOf(b.account.member.session.deviceSeed))
      return mine.filter(({ device }) => device !== own)
    }),
    then: foreignSpace,
  },
  'no computer certified': {
    lie: devices((mine) => mine.map((device) => ({ ...device, certificate: null }))),
    then: foreignSpace,
  },
  'no computers': { lie: devices(() => []), then: foreignSpace },
  'the other computer as removed today': {
    lie: devices((mine) => mine.map((device) => ({ ...device, revokedAt: Date.now() }))),
    then: goesOn,
  },
}

export const liesOfSpaces: Record<string, Case> = {
  'spaces of another member': { lie: spaces((_mine, theirs) => theirs), then: foreignSpace },
  'a space of another member more': {
    lie: spaces((mine, theirs) => [...mine, theirs[1]!]),
    then: foreignSpace,
  },
  'the key of another member’s library': {
    lie: libraryKey((_key, _mine, theirs) => theirs[1]!.keys[0]!),
    then: foreignSpace,
  },
  'the sealed key of another member’s library under one’s own statement': {
    lie: libraryKey((key, _mine, theirs) => ({ ...key, sealedKey: theirs[1]!.keys[0]!.sealedKey })),
    then: foreignSpace,
  },
  'the key of another space of one’s own': {
    lie: libraryKey((_key, mine) => mine[0]!.keys[0]!),
    then: foreignSpace,
  },
  'a sealed key with a byte changed': {
    lie: libraryKey((key) => {
      const sealedKey = bytes(key.sealedKey)
      sealedKey[100]! ^= 1
      return { ...key, sealedKey: text(sealedKey) }
    }),
    then: foreignSpace,
  },
  'another epoch': { lie: libraryKey((key) => ({ ...key, epoch: 1 })), then: foreignSpace },
  'a key that it has sealed itself, stated by no computer of the member': {
    lie: libraryKey((_key, mine, _theirs, world) =>
      stated(randomBytes(32), world, mine[1]!.space, randomBytes(118)),
    ),
    then: foreignSpace,
  },
  'a key that a computer of the member stated and that does not open': {
    lie: libraryKey((_key, mine, _theirs, world) =>
      stated(world.b.account.member.session.deviceSeed, world, mine[1]!.space, randomBytes(118)),
    ),
    then: foreignSpace,
  },
  'another key that a computer of the member has sealed once': {
    lie: libraryKey(async (_key, mine, _theirs, world) => {
      const { session, keys: root } = world.b.account.member
      const of = { account: session.account, space: bytes(mine[1]!.space), epoch: 0 }
      const sealed = await sealSpaceKey(root.library, of, randomBytes(32), random)
      return stated(session.deviceSeed, world, mine[1]!.space, sealed)
    }),
    then: needsYou('other-key'),
  },
  'no spaces, so that a new one is made': { lie: spaces(() => []), then: goesOn },
  'that it has no such space, when it is read': {
    lie: ({ session }) =>
      refused(api.records.read, session, 404, { code: 'not-found', sentence: 'There is no such space.' }),
    then: needsYou('not-found'),
  },
}
