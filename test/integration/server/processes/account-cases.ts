import { expect, test } from 'vitest'
import { publicKeyOf } from '../../../../src/shared/crypto/signature.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { changePassword } from '../../../../src/shared/space/client/change-password.ts'
import type { Member } from '../../../../src/shared/space/client/member.ts'
import { readProfile, writeProfile } from '../../../../src/shared/space/client/profile.ts'
import { registerMember } from '../scratch-server.ts'
import type { Clients } from './server-under-test.ts'
import { PASSWORD } from './server-under-test.ts'

/** Who gets in, and no longer gets in, whichever process they ask. */
export function testAccounts(clients: () => Clients): void {
  test('a member registers, signs in and finds their profile, every call at another process', async () => {
    const email = 'turn@example.org'
    const { member } = await registerMember(clients().inTurn(), { email, password: PASSWORD })
    await writeProfile(clients().inTurn(), member, { email, name: 'In Turn' })
    const elsewhere = await clients().signInAgain(clients().inTurn(), ' Turn@Example.org')
    expect(elsewhere.rootKey).toEqual(member.rootKey)
    expect(await readProfile(clients().inTurn(), elsewhere)).toEqual({ email, name: 'In Turn' })
    await expect(clients().signInAgain(clients().inTurn(), email, 'another')).rejects.toMatchObject({
      code: 'not-accepted',
    })
  })

  test('an address that registers at two processes at once becomes one account', async () => {
    const email = 'at-once@example.org'
    const made = await Promise.allSettled(
      [0, 1].map((process) => registerMember(clients().at(process), { email })),
    )
    expect(made.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await clients().signInAgain(clients().anywhere(), email)).session.account).toEqual(
      made.find((one) => one.status === 'fulfilled')!.value.member.session.account,
    )
  })

  test('a session, a computer and a password that end at one process have ended at the other', async () => {
    const { email, desk, laptop } = await clients().twoComputers()
    const isIn = (process: number, { session }: Member) =>
      clients()
        .at(process)
        .connection.askAs(session, api.account.describe, {})
        .then(
          () => true,
          (error: unknown) => error instanceof Error && 'code' in error && error.code,
        )
    expect(await isIn(1, laptop)).toBe(true)
    const { sessions } = await clients().at(0).connection.askAs(desk.session, api.sessions.list, {})
    const { session } = sessions.find(({ isThis }) => !isThis)!
    await clients().at(0).connection.askAs(desk.session, api.sessions.revoke, { params: { session } })
    expect(await isIn(1, laptop)).toBe('not-accepted')

    const tablet = await clients().signInAgain(clients().inTurn(), email)
    expect(await isIn(0, tablet)).toBe(true)
    const device = publicKeyOf(tablet.session.deviceSeed)
    await clients().at(1).connection.askAs(desk.session, api.sessions.revokeDevice, { params: { device } })
    expect(await isIn(0, tablet)).toBe('not-accepted')

    const phone = await clients().signInAgain(clients().inTurn(), email)
    expect(await isIn(0, phone)).toBe(true)
    await changePassword(clients().at(1), desk, { password: PASSWORD }, 'another long password')
    expect(await isIn(0, phone)).toBe('not-accepted')
    await expect(clients().signInAgain(clients().at(0), email)).rejects.toMatchObject({
      code: 'not-accepted',
    })
    await clients().signInAgain(clients().at(0), email, 'another long password')
  })

  test('an account that an operator freezes is shut at every process at once, and opened again', async () => {
    const { email, desk, laptop } = await clients().twoComputers()
    const account = Buffer.from(desk.session.account).toString('hex')
    const isShut = async (process: number, { session }: Member) => {
      const asked = clients().at(process).connection.askAs(session, api.account.describe, {})
      await expect(asked).rejects.toMatchObject({ code: 'frozen' })
    }
    const by = ['--because', 'a test', '--as', 'one'] as const
    const frozen = await clients().server.admin('freeze', account, ...by, '--json')
    expect(frozen).toMatchObject({ code: 0, stderr: '' })
    for (const process of [0, 1]) {
      await isShut(process, desk)
      await isShut(process, laptop)
      const signedIn = clients().signInAgain(clients().at(process), email)
      await expect(signedIn).rejects.toMatchObject({ code: 'frozen' })
    }
    const { incident } = frozen.json() as { incident: string }
    const opened = await clients().server.admin('unfreeze', incident, ...by)
    expect(opened.stdout).toContain('are open again')
    for (const process of [0, 1])
      expect((await clients().signInAgain(clients().at(process), email)).rootKey).toEqual(desk.rootKey)
  })
}
