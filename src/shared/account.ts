import { z } from 'zod'
import { accessKinds, accessVerbs } from './space/access-words.ts'
import { isNewPassword } from './space/password-rules.ts'
import type { AccountErrorCode } from './text/en/account-errors.ts'
import { accountErrors } from './text/en/account-errors.ts'

/** An image space account as the app shows it. Ids are hex, times milliseconds since 1970. */

const accountErrorCodes = Object.keys(accountErrors) as AccountErrorCode[] // Its keys are the codes.

/** What an account or its server did not do; its sentence is in `text/…/account-errors.ts`. */
export const accountNoticeSchema = z.object({
  code: z.enum(accountErrorCodes),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
})

/** The account that a library keeps, as it is known without a network and without a key. */
export const keptAccountSchema = z.object({
  server: z.string(),
  fingerprint: z.string(),
})
export type KeptAccount = z.infer<typeof keptAccountSchema>

const typed = z.string().max(1_000)
const code = z.string().regex(/^\d{6}$/)
export const passwordSchema = z.string().min(1).max(10_000)
export const newPasswordSchema = z.string().max(10_000).refine(isNewPassword)

/** As they were typed. */
export const greetedSchema = z.object({ server: typed, email: typed })

/** Who asks a server for an account. */
const askedSchema = greetedSchema.extend({
  /** Of the mails that the server sends. */
  language: z.enum(['en', 'ja']),
})
export const registeringSchema = askedSchema.extend({ password: newPasswordSchema, code: code.optional() })
export const signingInSchema = askedSchema.extend({ password: passwordSchema })
export const recoveringSchema = askedSchema.extend({
  /** The words of the kit, as they were typed. */
  kit: z.string().max(10_000),
  newPassword: newPasswordSchema,
  code: code.optional(),
})
export type Greeted = z.infer<typeof greetedSchema>
export type Registering = z.infer<typeof registeringSchema>
export type SigningIn = z.infer<typeof signingInSchema>
export type Recovering = z.infer<typeof recoveringSchema>

export const kitSchema = z.object({
  server: z.string(),
  fingerprint: z.string(),
  memberNumber: z.number(),
  /** 24, in their order. */
  words: z.array(z.string()),
})

/** The server has mailed six digits, and takes them for so long. */
const codeMailedSchema = z.object({ kind: z.literal('code-mailed'), minutes: z.number() })
export const registeredSchema = z.discriminatedUnion('kind', [
  codeMailedSchema,
  z.object({
    kind: z.literal('registered'),
    kit: kitSchema,
    /** False: the account stands, without its e-mail address in it. */
    profileStored: z.boolean(),
  }),
])
export const recoveredSchema = z.discriminatedUnion('kind', [
  codeMailedSchema,
  z.object({ kind: z.literal('recovered') }),
])
export type Registered = z.infer<typeof registeredSchema>
export type Recovered = z.infer<typeof recoveredSchema>

export const sessionIdSchema = z.string().regex(/^[0-9a-f]{32}$/)
export const deviceIdSchema = z.string().regex(/^[0-9a-f]{64}$/)

export const accountDeviceSchema = z.object({
  id: deviceIdSchema,
  name: z.string(),
  addedAt: z.number(),
  /** When it was shut out; null: it was not. */
  removedAt: z.number().nullable(),
  isThis: z.boolean(),
})
export type AccountDevice = z.infer<typeof accountDeviceSchema>

export const accountSessionSchema = z.object({
  id: sessionIdSchema,
  deviceId: deviceIdSchema,
  /** Null for a device that was never certified. */
  deviceName: z.string().nullable(),
  createdAt: z.number(),
  /** To the hour. */
  lastUsedAt: z.number(),
  isThis: z.boolean(),
})
export type AccountSession = z.infer<typeof accountSessionSchema>

export const accountSchema = keptAccountSchema.extend({
  memberNumber: z.number(),
  registeredAt: z.number(),
  /** When it is deleted; null: it is not. */
  deletesAt: z.number().nullable(),
  /** Of the sealed profile; null where none could be stored. */
  email: z.string().nullable(),
  /** Bytes. Reserved is what uploads that are under way will take. */
  room: z.object({ quota: z.number(), used: z.number(), reserved: z.number() }),
  devices: z.array(accountDeviceSchema),
  sessions: z.array(accountSessionSchema),
})
export type Account = z.infer<typeof accountSchema>

/** What one device did in one hour with one kind of thing: lines of the access log, added up. */
export const accessRowSchema = z.object({
  /** First and last of it. */
  from: z.number(),
  to: z.number(),
  /** `unknown`: signed in to the account, but none of its devices. `other`: another account. */
  who: z.enum(['this', 'device', 'unknown', 'other']),
  device: z.string().nullable(),
  verb: z.enum(accessVerbs),
  kind: z.enum(accessKinds),
  count: z.number(),
  bytes: z.number(),
  result: z.enum(['done', 'refused']),
})
export type AccessRow = z.infer<typeof accessRowSchema>

export const accessesSchema = z.object({
  /** The newest, newest first. */
  rows: z.array(accessRowSchema),
  /** Rows of the whole log. */
  rowsInAll: z.number(),
  /** Lines of the whole log, each of which holds the hash of the one before. */
  lines: z.number(),
  /** Of other accounts, in the whole log. */
  foreign: z.number(),
  checkedAt: z.number(),
})
export type Accesses = z.infer<typeof accessesSchema>
