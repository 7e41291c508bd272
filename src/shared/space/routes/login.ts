import { z } from 'zod'
import { route } from '../route.ts'
import { binary, hash32, id16, key32 } from '../wire.ts'
import { code, emailText, language, sessionAnswer } from './registration.ts'
import { nothing } from './server.ts'

/** What a member proves: the password, or the recovery kit together with a code sent by mail. */
export const loginWith = z.enum(['password', 'recovery'])

export const login = {
  start: route({
    method: 'POST',
    path: '/v1/login/start',
    rule: 'open',
    does: 'Draws a challenge. Known and unknown addresses get equal answers.',
    params: nothing,
    query: nothing,
    body: z.object({ email: emailText, with: loginWith, language }),
    answer: z.object({ challenge: hash32, salt: id16 }),
    encoding: 'json',
  }),
  finish: route({
    method: 'POST',
    path: '/v1/login/finish',
    rule: 'open',
    does: 'Opens a session for a computer whose member signed the challenge.',
    params: nothing,
    query: nothing,
    body: z.object({
      challenge: hash32,
      code: code.optional(),
      email: emailText,
      device: key32,
      /** By the password's or the recovery kit's key, and by the computer's. */
      signature: binary(64),
      deviceSignature: binary(64),
    }),
    answer: sessionAnswer,
    encoding: 'json',
  }),
}
