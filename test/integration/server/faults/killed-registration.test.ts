import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkAllBlobs } from '../../../../src/server/watch/check-blobs.ts'
import { checkRows } from '../../../../src/server/watch/check-rows.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { Connection } from '../../../../src/shared/space/client/connection.ts'
import { sendByFetch } from '../../../../src/shared/space/client/send-by-fetch.ts'
import { signIn } from '../../../../src/shared/space/client/sign-in.ts'
import type { Send } from '../../../../src/shared/space/client/transport.ts'
import { registerMember } from '../scratch-server.ts'
import { watchedServer } from '../watched-server.ts'

const CHILD = join(import.meta.dirname, 'registering-server.ts')
const password = 'correct horse battery'

const watched = watchedServer()

/** @returns whether the registration was answered before the server was killed */
async function registerAndKill(email: string, step: number): Promise<boolean> {
  const { folder, urls } = watched.server.database
  const child = fork(CHILD, [folder, urls.app, String(step)], { execArgv: process.execArgv })
  const exit = once(child, 'exit')
  const [origin] = (await once(child, 'message')) as [string]
  const counting: Send = async (request) => {
    if (request.url.endsWith(api.registration.finish.path)) {
      const told = once(child, 'message')
      child.send('count')
      await told
    }
    return sendByFetch(request)
  }
  const tools = watched.server.tools()
  const connection = new Connection(origin, counting, tools.random)
  const answered = await registerMember({ ...tools, connection }, { email, password }).then(
    () => true,
    () => false,
  )
  child.kill('SIGKILL')
  await exit
  return answered
}

async function canSignIn(email: string): Promise<boolean> {
  const of = { email, by: { password }, language: 'en', deviceName: 'Desk' } as const
  return signIn(watched.server.tools(), { ...of, askCode: () => Promise.reject(new Error('no code')) }).then(
    () => true,
    () => false,
  )
}

test('FI-02 a server killed before any step of a registration has made the account, or nothing of it', async () => {
  const outcomes: { answered: boolean; made: boolean }[] = []
  for (let step = 0; !outcomes.at(-1)?.answered; step++) {
    const email = `fi-02-${step}@example.org`
    const answered = await registerAndKill(email, step)
    const made = await canSignIn(email)
    outcomes.push({ answered, made })
    // Nobody is kept out by what is left of the one who was cut off.
    if (!made) await registerMember(watched.server.tools(), { email, password })
    expect(await canSignIn(email)).toBe(true)
  }
  // Before the commit nothing, behind it everything, whether or not it was told.
  expect(outcomes.length).toBeGreaterThan(8)
  expect(outcomes[0]).toEqual({ answered: false, made: false })
  expect(outcomes.at(-1)).toEqual({ answered: true, made: true })
  const firstMade = outcomes.findIndex(({ made }) => made)
  expect(outcomes.slice(firstMade).every(({ made }) => made)).toBe(true)
  const { found, noticed } = await checkRows(watched.watch, null)
  expect([...found, ...noticed, ...(await checkAllBlobs(watched.watch, watched.server.blobs))]).toEqual([])
}, 120_000)
