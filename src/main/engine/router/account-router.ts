import { ORPCError } from '@orpc/server'
import type { AccountService } from '../../space/account-service.ts'
import type { Engine } from '../engine.ts'
import { os } from './implementer.ts'

export const accountRouter = {
  kept: os.account.kept.handler(({ context }) => withAccount(context, (account) => account.kept())),
  greet: os.account.greet.handler(({ context, input }) =>
    withAccount(context, (account) => account.greet(input)),
  ),
  register: os.account.register.handler(({ context, input }) =>
    withAccount(context, (account) => account.register(input)),
  ),
  signIn: os.account.signIn.handler(({ context, input }) =>
    withAccount(context, async (account) => {
      await account.signIn(input)
      return {}
    }),
  ),
  recover: os.account.recover.handler(({ context, input }) =>
    withAccount(context, (account) => account.recover(input)),
  ),
  signOut: os.account.signOut.handler(({ context, input }) =>
    withAccount(context, (account) => account.signOut(input.password ?? null)),
  ),
  describe: os.account.describe.handler(({ context }) =>
    withAccount(context, (account) => account.describe()),
  ),
  kit: os.account.kit.handler(({ context }) => withAccount(context, (account) => account.kit())),
  saveKit: os.account.saveKit.handler(({ context, input }) =>
    withAccount(context, async (account) => ({ path: await account.saveKit(input.folder, input.language) })),
  ),
  endSession: os.account.endSession.handler(({ context, input }) =>
    withAccount(context, async (account) => {
      await account.endSession(input.session)
      return {}
    }),
  ),
  removeDevice: os.account.removeDevice.handler(({ context, input }) =>
    withAccount(context, async (account) => {
      await account.removeDevice(input.device)
      return {}
    }),
  ),
  accesses: os.account.accesses.handler(({ context }) =>
    withAccount(context, (account) => account.accesses()),
  ),
}

/** Ciphers and the keychain are loaded when an account is first asked for. */
async function withAccount<T>(context: Engine, run: (account: AccountService) => T | Promise<T>): Promise<T> {
  const account = await context.account()
  const { accountNoticeOf } = await import('../../space/account-refusal.ts')
  try {
    return await run(account)
  } catch (error) {
    const data = accountNoticeOf(error)
    throw data ? new ORPCError('ACCOUNT_ERROR', { defined: true, data, cause: error }) : error
  }
}
