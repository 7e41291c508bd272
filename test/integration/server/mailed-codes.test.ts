import { afterAll, beforeAll, expect, test } from 'vitest'
import { createMailer } from '../../../src/server/mail/mailer.ts'
import { changePassword } from '../../../src/shared/space/client/change-password.ts'
import { register } from '../../../src/shared/space/client/register.ts'
import { signIn } from '../../../src/shared/space/client/sign-in.ts'
import type { MailServer } from './admin/mail-server.ts'
import { startMailServer } from './admin/mail-server.ts'
import type { ScratchServer } from './scratch-server.ts'
import { openScratchServer } from './scratch-server.ts'

let mail: MailServer
let server: ScratchServer

beforeAll(async () => {
  mail = await startMailServer()
  server = await openScratchServer({ mailer: createMailer({ url: mail.url, from: 'space@example.org' }) })
})

afterAll(async () => {
  await server.close()
  await mail.close()
})

/** The mail of this number that came, once it has. */
async function mailed(number: number): Promise<MailServer['arrived'][number]> {
  await expect.poll(() => mail.arrived.length, { timeout: 60_000 }).toBe(number)
  return mail.arrived[number - 1]!
}

const codeIn = ({ text }: { text: string }) => /\b\d{6}\b/.exec(text)![0]

test('mails go to the mailbox that an address stands for, however it was typed', async () => {
  const tools = server.tools()
  const mailbox = 'ada@example.org'
  const { member, recoveryKey } = await register(tools, {
    ...{
      email: ' ＡＤＡ@Example.ＯＲＧ ',
      password: 'correct horse battery',
      language: 'en',
      deviceName: 'Desk',
    },
    askCode: async () => codeIn(await mailed(1)),
  })
  expect(mail.arrived.map(({ to }) => to)).toEqual([mailbox])
  await signIn(tools, {
    ...{ email: 'Ada@EXAMPLE.org.', by: { recoveryKey }, language: 'en', deviceName: 'Laptop' },
    askCode: async () => codeIn(await mailed(2)),
  })
  // That the kit was used, and that there is a new computer.
  await mailed(4)
  await changePassword(tools, member, { password: 'correct horse battery' }, 'a newer long password')
  await mailed(5)
  expect(new Set(mail.arrived.map(({ to }) => to))).toEqual(new Set([mailbox]))
})

test('a code serves the challenge that it was mailed for, and no other', async () => {
  const before = mail.arrived.length
  const of = { password: 'correct horse battery', language: 'en', deviceName: 'Desk' } as const
  const registering = (email: string, askCode: () => Promise<string>) =>
    register(server.tools(), { ...of, email, askCode })
  await expect(
    registering('bob@example.org', async () => {
      await mailed(before + 1)
      return '000000'
    }),
  ).rejects.toMatchObject({ code: 'not-accepted' })
  const first = codeIn(await mailed(before + 1))
  await expect(
    registering('bob@example.org', async () => {
      const second = codeIn(await mailed(before + 2))
      return first === second ? '000000' : first
    }),
  ).rejects.toMatchObject({ code: 'not-accepted' })
  await registering('bob@example.org', async () => codeIn(await mailed(before + 3)))
})
