import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalEmail } from '../../../src/shared/space/email-address.ts'
import { anyAddress, anyTyped } from '../../fixtures/typed-addresses.ts'

test.each([
  ['ada@example.org', 'ada@example.org'],
  ['ADA@Example.ORG', 'ada@example.org'],
  [' ada@example.org\n', 'ada@example.org'],
  ['ada@example.org.', 'ada@example.org'],
  ['ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'ada@example.org'],
  ['\u212Aim@example.org', 'kim@example.org'],
  ['ada+photos@example.org', 'ada+photos@example.org'],
  ['a.d.a@example.org', 'a.d.a@example.org'],
  ['a.d.a@gmail.com', 'ada@gmail.com'],
  ['A.da@GoogleMail.com', 'ada@gmail.com'],
  ['ada+photos@gmail.com', 'ada+photos@gmail.com'],
  ["o'neil!#$%&*/=?^_`{|}~-@example.org", "o'neil!#$%&*/=?^_`{|}~-@example.org"],
  ['ada@münchen.de', 'ada@xn--mnchen-3ya.de'],
  ['ada@xn--mnchen-3ya.de', 'ada@xn--mnchen-3ya.de'],
  ['ada@MÜNCHEN.de', 'ada@xn--mnchen-3ya.de'],
  ['ada@mu\u0308nchen.de', 'ada@xn--mnchen-3ya.de'],
  ['ada@例え.jp', 'ada@xn--r8jz45g.jp'],
  ['ada@localhost', 'ada@localhost'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
])('%j is the mailbox %s', (typed, mailbox) => {
  expect(canonicalEmail(typed)).toBe(mailbox)
})

test.each([
  ['no domain', 'ada'],
  ['nobody', '@example.org'],
  ['nothing', ''],
  ['only a sign', '@'],
  ['two signs', 'ada@ada@example.org'],
  ['a space', 'a da@example.org'],
  ['a space in the domain', 'ada@exam ple.org'],
  ['NUL', 'ada\0@example.org'],
  ['NUL in the domain', 'ada@example.org\0.example.com'],
  ['a line break', 'ada@example.org\r\nbcc: eve@example.org'],
  ['a list', 'ada@example.org,eve@example.org'],
  ['a name', 'Ada <ada@example.org>'],
  ['quotation marks', '"ada lovelace"@example.org'],
  ['a comment', 'ada(comment)@example.org'],
  ['a dot at the beginning', '.ada@example.org'],
  ['a dot at the end', 'ada.@example.org'],
  ['two dots', 'a..da@example.org'],
  ['dots alone, where they are ignored', '.@gmail.com'],
  ['an address of numbers', 'ada@127.0.0.1'],
  ['an address of numbers in another form', 'ada@0x7f000001'],
  ['an address in brackets', 'ada@[::1]'],
  ['a port', 'ada@example.org:25'],
  ['a path', 'ada@example.org/eve'],
  ['a question', 'ada@example.org?eve'],
  ['a domain without a dot', 'ada@example'],
  ['an empty part of the domain', 'ada@example..org'],
  ['a percent sign in the domain', 'ada@exam%70le.org'],
  ['a Cyrillic а', '\u0430da@example.org'],
  ['a Greek ο', 'b\u03bfb@example.org'],
  ['an accent', 'àda@example.org'],
  ['an accent of its own', 'a\u0300da@example.org'],
  ['a dotless ı', 'k\u0131m@example.org'],
  ['a dotted İ', 'K\u0130M@example.org'],
  ['a mark that turns the direction', '\u202eada@example.org'],
  ['a mark that turns the direction in the domain', 'ada@\u202eexample.org'],
  ['a letter that is not seen', 'a\u200bda@example.org'],
  ['a letter that is not seen in the domain', 'ada@exam\u00adple.org'],
  ['half a letter', 'ada\ud800@example.org'],
  ['too many letters before the sign', `${'a'.repeat(65)}@example.org`],
  ['too many letters', `ada@${'a.'.repeat(124)}example.org`],
])('an address with %s is none', (_what, typed) => {
  expect(canonicalEmail(typed)).toBeNull()
})

test.each([
  ['ada@example.org', 'ada@ex\u0430mple.org'],
  ['ada@fass.de', 'ada@faß.de'],
  ['ada@example.org', 'ada@example.com'],
  ['ada+one@gmail.com', 'ada+two@gmail.com'],
  ['a.da@example.org', 'ada@example.org'],
  ['ada@gmail.com', 'ada@mail.gmail.com'],
  ['ab@c.example.org', 'a@bc.example.org'],
])('%s and %s are two mailboxes', (one, other) => {
  expect(canonicalEmail(one)).not.toBe(canonicalEmail(other))
})

test('whatever is typed is one mailbox of plain letters, or none', () => {
  fc.assert(
    fc.property(anyTyped, (typed) => {
      const mailbox = canonicalEmail(typed)
      if (mailbox === null) return
      expect(mailbox).toMatch(/^[!-~]+$/)
      expect(mailbox.length).toBeLessThanOrEqual(254)
      expect(mailbox.split('@')).toHaveLength(2)
      expect(canonicalEmail(mailbox)).toBe(mailbox)
    }),
    { numRuns: 20_000 },
  )
})

test('what is typed in capitals, with spaces around it or in wide letters is the same mailbox', () => {
  fc.assert(
    fc.property(anyAddress, (address) => {
      const mailbox = canonicalEmail(address)
      expect(mailbox).not.toBeNull()
      const wide = [...address]
        .map((letter) => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0))
        .join('')
      for (const typed of [address.toUpperCase(), ` ${address}\t`, wide])
        expect(canonicalEmail(typed)).toBe(mailbox)
    }),
  )
})
