import { expect, test } from 'vitest'
import { refusalLine } from '../../../src/cli/refusal.ts'
import { accountNoticeOf, AccountRefusal } from '../../../src/main/space/account-refusal.ts'
import { VaultDamaged, WrongPassword } from '../../../src/main/space/vault/vault-refusals.ts'
import { BrokenAnswer, ForeignAnswer } from '../../../src/shared/space/client/connection.ts'
import { Refusal, refusalCodes } from '../../../src/shared/space/refusal.ts'
import type { RefusalCode } from '../../../src/shared/space/refusal.ts'
import { accountErrorSentence } from '../../../src/shared/text/account-error-sentence.ts'
import { accountErrors } from '../../../src/shared/text/en/account-errors.ts'
import type { AccountErrorCode } from '../../../src/shared/text/en/account-errors.ts'

const expected = [
  new WrongPassword(),
  new VaultDamaged('/library/account.json'),
  new ForeignAnswer(),
  new BrokenAnswer(),
  new AccountRefusal('account-kept', { server: 'https://photos.example.org' }),
  ...(Object.keys(refusalCodes) as RefusalCode[]).map((code) => new Refusal(code, 'for a log')),
]

test('what is expected of an account is one line of whole sentences, without a stack', () => {
  for (const error of expected) {
    const line = refusalLine(error)
    expect(line, error.name).toMatch(/^[A-Z/].*\.$/)
    expect(line).not.toMatch(/for a log|\.ts|\n|undefined/)
  }
  expect(refusalLine(new ForeignAnswer())).toMatch(
    /^This is not your space.* Nothing of it was shown, used or saved, and it was reported .* offline/,
  )
  const hostile = { server: 'https://a.example', origin: 'x\x1b[2J\u202e' }
  expect(refusalLine(new AccountRefusal('other-address', hostile))).toContain('x\ufffd[2J\ufffd')
  expect(refusalLine(new Error('a bug'))).toMatch(/Error: a bug.*\.ts/)
})

test('each failure has a sentence of its own in English and Japanese, with its figures', () => {
  const codes = Object.keys(accountErrors) as AccountErrorCode[]
  const sentences = (['en', 'ja'] as const).map((language) =>
    codes.map((code) => accountErrorSentence(language, { code, params: {} })),
  )
  for (const each of sentences) expect(new Set(each).size).toBe(codes.length)
  for (const japanese of sentences[1]!) expect(japanese).toMatch(/[ぁ-ん].*。$/)

  const shown = (error: unknown) =>
    (['en', 'ja'] as const).map((language) => accountErrorSentence(language, accountNoticeOf(error)!))
  const wait = new Refusal('too-many', '', { retryAfter: 170_000 })
  expect(shown(wait)).toEqual([expect.stringContaining('Wait 3 min,'), expect.stringContaining('3分待って')])
  const frozen = new Refusal('frozen', '', { incident: '0123456789abcdef' })
  for (const sentence of shown(frozen)) expect(sentence).toContain('0123456789abcdef')
})
