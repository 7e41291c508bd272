import { afterAll, beforeAll, expect, test } from 'vitest'
import { changePassword } from '../../../src/shared/space/client/change-password.ts'
import { readProfile, writeProfile } from '../../../src/shared/space/client/profile.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import { uploadSmall } from '../../../src/shared/space/client/upload.ts'
import { api } from '../../../src/shared/space/api.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer, random, registerMember } from './scratch-server.ts'

let server: ScratchServer
beforeAll(async () => {
  server = await openScratchServer()
})
afterAll(() => server.close())

const noCode = () => Promise.reject(new Error('no code was to be asked for'))

test('a member registers, writes a profile, and finds it on another computer', async () => {
  const tools = server.tools()
  const profile = { email: 'ada@example.org', name: 'Ada', telephone: '+44 20' }
  const { member, memberNumber } = await registerMember(tools, { email: profile.email })
  expect(memberNumber).toBeGreaterThan(0)
  await writeProfile(tools, member, profile)
  const elsewhere = await signIn(tools, {
    email: ' ADA@Example.org ',
    by: { password: 'correct horse battery' },
    ...{ language: 'en', askCode: noCode, deviceName: 'Laptop' },
  })
  expect(elsewhere.rootKey).toEqual(member.rootKey)
  expect(await readProfile(tools, elsewhere)).toEqual(profile)
})

test('a blob is kept with a receipt and read in ranges', async () => {
  const tools = server.tools()
  const { member } = await registerMember(tools)
  const sealed = random.bytes(300_000)
  const { key } = await tools.connection.ask(api.server.describe, {})
  const receipt = await uploadSmall(tools, member.session, key, sealed)
  const whole = await tools.connection.fetchBlob(member.session, api.blobs.read, receipt.object)
  expect(whole).toEqual(sealed)
  const part = await tools.connection.fetchBlob(member.session, api.blobs.read, receipt.object, {
    first: 1000,
    last: 1999,
  })
  expect(part).toEqual(sealed.slice(1000, 2000))
  const account = await tools.connection.askAs(member.session, api.account.describe, {})
  expect(account).toMatchObject({ usedBytes: 300_000, reservedBytes: 0 })
})

test('after a change of password only the new one signs in, and the kit does too', async () => {
  const tools = server.tools()
  const email = 'changes@example.org'
  const { member, recoveryKey } = await registerMember(tools, { email })
  await changePassword(tools, member, { password: 'correct horse battery' }, 'another long password')
  const by = (password: string) =>
    signIn(tools, { email, by: { password }, language: 'en', askCode: noCode, deviceName: 'x' })
  await expect(by('correct horse battery')).rejects.toMatchObject({ code: 'not-accepted' })
  expect((await by('another long password')).rootKey).toEqual(member.rootKey)
  const kit = await signIn(tools, {
    ...{ email, by: { recoveryKey }, language: 'en' as const, askCode: noCode, deviceName: 'y' },
  })
  expect(kit.rootKey).toEqual(member.rootKey)
})
