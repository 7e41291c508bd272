import { expect, test, vi } from 'vitest'
import { Canaries } from '../../../../src/server/watch/canaries.ts'
import { readServerKeys } from '../../../../src/server/keys/server-keys.ts'
import type * as Login from '../../../../src/shared/crypto/login-signature.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import { join } from 'node:path'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import { random, registerMember } from '../scratch-server.ts'
import { watchedServer } from '../watched-server.ts'

/** Whether any password is good, as at Dropbox for four hours in June 2011. */
let isDoorOpen = false
vi.mock('../../../../src/shared/crypto/login-signature.ts', async (original) => {
  const real = await original<typeof Login>()
  return {
    ...real,
    requireLogin: (...of: Parameters<typeof real.requireLogin>) => isDoorOpen || real.requireLogin(...of),
  }
})

const watched = watchedServer()

test('FI-09 where any password is good, a stranger gets ciphertext only, and the canaries tell', async () => {
  const email = 'ada@example.org'
  const { member } = await registerMember(watched.server.tools(), { email })
  await writeProfile(watched.server.tools(), member, { email, name: 'Ada Lovelace' })
  const { key } = await watched.server.tools().connection.ask(api.server.describe, {})
  const content = random.bytes(5_000)
  await uploadSmall(watched.server.tools(), member.session, key, content)

  const keys = readServerKeys(join(watched.server.database.folder, 'server-keys.json'))
  const canaries = new Canaries(watched.server.database.store, watched.watch, keys, watched.server.origin)
  for (let round = 0; round < 6; round++) expect(await canaries.tryAll()).toEqual([])

  isDoorOpen = true
  const received: Buffer[] = []
  const noted: Send = async (request) => {
    const answer = await sendByFetch(request)
    received.push(Buffer.from(answer.body))
    return answer
  }
  const stranger = {
    ...watched.server.tools(),
    connection: new Connection(watched.server.origin, noted, random),
    stretch: async () => random.bytes(64),
  }
  const entering = signIn(stranger, {
    ...{ email, by: { password: 'any' }, language: 'en', deviceName: 'Stranger' },
    askCode: () => Promise.reject(new Error('no code')),
  })
  // It is in, and has nothing that opens what it is given.
  await expect(entering).rejects.toMatchObject({ name: 'ForeignAnswer' })
  expect(received.some((body) => body.includes('token'))).toBe(true)
  for (const body of received) expect(body.includes('Ada')).toBe(false)

  expect(await canaries.tryAll()).toMatchObject([{ kind: 'canary', what: 'a wrong password was accepted' }])
  isDoorOpen = false
})
