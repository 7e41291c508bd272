import { z } from 'zod'
import { route } from '../route.ts'
import { accountId, binary, count, hash32, id16, key32, moment } from '../wire.ts'
import { nothing } from './server.ts'

export const language = z.enum(['en', 'ja'])
export const emailText = z.string().min(3).max(320)
/** Six digits, sent by mail. */
export const code = z.string().regex(/^\d{6}$/)
const certificate = binary({ least: 134, most: 1000 })
const wrap = binary(118)

export const credentialsSchema = z.object({
  version: count.max(0x7fff_ffff),
  salt: id16,
  signInKey: key32,
  recoveryKey: key32,
  passwordWrap: wrap,
  recoveryWrap: wrap,
  kitWrap: wrap,
})

export const sessionAnswer = z.object({
  account: accountId,
  /** 256 bits; the server keeps its hash only. */
  token: key32,
  expiresAt: moment,
  /** Whether the computer is certified; else the session can unlock the root key and certify it, no more. */
  certified: z.boolean(),
})

export const registration = {
  start: route({
    method: 'POST',
    path: '/v1/registration/start',
    rule: 'open',
    does: 'Begins a registration. The answer is the same whether the address has an account or not.',
    params: nothing,
    query: nothing,
    body: z.object({ email: emailText, language }),
    answer: z.object({ challenge: hash32 }),
    encoding: 'json',
  }),
  finish: route({
    method: 'POST',
    path: '/v1/registration/finish',
    rule: 'open',
    does: 'Makes an account that names itself: its id is the hash of its genesis key.',
    params: nothing,
    query: nothing,
    body: z.object({
      challenge: hash32,
      code: code.optional(),
      email: emailText,
      language,
      statement: binary({ least: 134, most: 300 }),
      sealedIdentity: binary(150),
      credentials: credentialsSchema,
      certificate,
      /** By the genesis key and by the computer's. */
      signature: binary(64),
      deviceSignature: binary(64),
    }),
    answer: sessionAnswer.extend({ memberNumber: count }),
    encoding: 'json',
  }),
}

export const certificateSchema = certificate
