import { describe, expect, test } from 'vitest'
import { mailTexts } from '../../../src/server/mail/mail-texts.ts'
import type { IncidentKind } from '../../../src/server/mail/mail-texts.ts'
import type { Mail } from '../../../src/server/mail/mailer.ts'

type Texts = ReturnType<typeof mailTexts>

const origin = 'https://photos.example'
const at = new Date('2026-08-05T09:14:30Z')
const later = new Date('2026-09-04T21:00:00Z')
const kinds: Record<IncidentKind, true> = {
  'owner-mismatch': true,
  'duplicate-id': true,
  canary: true,
  'session-mismatch': true,
  'log-broken': true,
  'reported-by-client': true,
}

/** Each mail, and the facts it must name in any language. */
const mails: Record<keyof Texts, { write: (texts: Texts) => Mail; facts: string[] }> = {
  registrationCode: { write: (texts) => texts.registrationCode('482913', 10), facts: ['482913', '10'] },
  alreadyRegistered: { write: (texts) => texts.alreadyRegistered(), facts: [] },
  recoveryCode: { write: (texts) => texts.recoveryCode('073311', 15), facts: ['073311', '15'] },
  newDevice: {
    write: (texts) => texts.newDevice('海の家のiMac', at),
    facts: ['海の家のiMac', '2026-08-05 09:14 UTC'],
  },
  passwordChanged: { write: (texts) => texts.passwordChanged(at), facts: ['2026-08-05 09:14 UTC'] },
  recoveryUsed: { write: (texts) => texts.recoveryUsed(at), facts: ['2026-08-05 09:14 UTC'] },
  incidentNotice: {
    write: (texts) => texts.incidentNotice({ incident: '2026-7', openedAt: at, kind: 'canary' }),
    facts: ['2026-7', '2026-08-05 09:14 UTC'],
  },
  accountUnfrozen: {
    write: (texts) => texts.accountUnfrozen('2026-7', at),
    facts: ['2026-7', '2026-08-05 09:14 UTC'],
  },
  deletionScheduled: {
    write: (texts) => texts.deletionScheduled(at, later),
    facts: ['2026-08-05 09:14 UTC', '2026-09-04 21:00 UTC'],
  },
  deletionCancelled: { write: (texts) => texts.deletionCancelled(at), facts: ['2026-08-05 09:14 UTC'] },
  deletionDone: {
    write: (texts) => texts.deletionDone('Receipt 17\n214 blobs, 3 spaces'),
    facts: ['Receipt 17\n214 blobs, 3 spaces'],
  },
}

const japanese = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u

/** What a mail program makes a link of. */
function linksIn(text: string): string[] {
  return text.match(/\w+:\/\/\S+|\bwww\.\S+|\S+@\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\S*/gi) ?? []
}

describe.each(['en', 'ja'] as const)('%s', (language) => {
  const texts = mailTexts(language, origin)

  test.each(Object.entries(mails))('%s says all of its facts, and nothing is left open', (_name, mail) => {
    const { subject, text } = mail.write(texts)
    for (const fact of mail.facts) expect(text).toContain(fact)
    expect(subject).toMatch(/^Image Space\S* ?\S/)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(text.split('\n\n').length).toBeGreaterThan(2)
    for (const part of [subject, text]) {
      expect(part).not.toMatch(/undefined|null|NaN|Invalid|\[object|[${}<>]/)
      expect(japanese.test(part.replace('海の家の', ''))).toBe(language === 'ja')
    }
    expect(linksIn(text)).toEqual([origin])
  })

  test('an incident of each kind is told in words of its own', () => {
    const told = Object.keys(kinds).map((kind) =>
      // The keys of `kinds` are the kinds.
      texts.incidentNotice({ incident: '2026-7', openedAt: at, kind: kind as IncidentKind }),
    )
    expect(new Set(told.map(({ text }) => text)).size).toBe(6)
    for (const { subject } of told) expect(subject).toContain('2026-7')
  })

  test('the name of a device is words: it brings no link, no line and no other direction of writing', () => {
    const name = 'http://a.example/x?y\r\n\r\nwww.b.example c@d.example \u202Ee\u200B'
    const { text } = texts.newDevice(name, at)
    expect(text).toContain('http a example x y www b example c d example e')
    expect(linksIn(text)).toEqual([origin])
    expect(text).not.toMatch(/[\u202E\u200B\r]/)
  })

  test('the name of a device is cut between letters, and may be missing', () => {
    const long = texts.newDevice('𠮷'.repeat(500), at).text
    expect(long).toContain('𠮷'.repeat(60))
    expect(long).not.toContain('𠮷'.repeat(61))
    expect(texts.newDevice('...', at).text).toMatch(/without a name|名前のない/)
  })

  test('a code is not in the subject, which shows on locked screens', () => {
    expect(texts.registrationCode('482913', 10).subject).not.toContain('482913')
    expect(texts.recoveryCode('482913', 10).subject).not.toContain('482913')
  })
})

test('the frozen account is told what happened, what was kept and what to do', () => {
  const notice = { incident: '2026-7', openedAt: at, kind: 'duplicate-id' } as const
  const english = mailTexts('en', origin).incidentNotice(notice).text
  for (const said of ['may have been mixed up', 'Nothing was deleted', 'encrypted data', 'We write again'])
    expect(english).toContain(said)
  const said = ['混在した可能性', '削除したデータはありません', '暗号化されたデータ', '改めてご連絡']
  for (const words of said) expect(mailTexts('ja', origin).incidentNotice(notice).text).toContain(words)
})
