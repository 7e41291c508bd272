import { implement, ORPCError } from '@orpc/server'
import type { ImplementerInternalWithMiddlewares } from '@orpc/server'
import { AppError } from '../../../shared/errors.ts'
import { contract } from '../../../shared/ipc/contract.ts'
import type { Contract } from '../../../shared/ipc/contract.ts'
import type { Engine } from '../engine.ts'

/** Of ORPCErrors: what was asked for was not as the contract says, or what an account refused. */
const expected = ['BAD_REQUEST', 'ACCOUNT_ERROR']

const implementer = implement(contract)
  .$context<Engine>()
  .use(async ({ context, path, next }) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof AppError) {
        throw new ORPCError('APP_ERROR', {
          defined: true,
          data: { code: error.code, params: error.params },
          cause: error,
        })
      }
      if (!(error instanceof ORPCError && expected.includes(error.code)))
        context.log.bug(path.join('.'), error)
      throw error
    }
  })

/**
 * What every part of the router is built with: the contract, with expected failures turned into the contract's
 * APP_ERROR. Anything else is a bug: it goes to the log, and the caller learns only that something went wrong.
 */
// Its type by its name: with all of the contract in it, it is longer than the compiler writes.
export const os: ImplementerInternalWithMiddlewares<Contract, Engine, Engine> = implementer
