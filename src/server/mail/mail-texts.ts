import type { Format } from '../../shared/text/format.ts'
import type { Mail } from './mailer.ts'
import { textsEn } from './texts-en.ts'
import type { IncidentKind, Words } from './texts-en.ts'
import { textsJa } from './texts-ja.ts'

export type { IncidentKind }

const byLanguage = { en: textsEn, ja: textsJa }

/**
 * Each mail that a server sends, in a member's language. The server's own address is the only one in it: of what comes
 * in, no name can bring a link along.
 * @param origin where people reach the server, such as https://photos.example
 */
export function mailTexts(language: Format['language'], origin: string) {
  const texts = byLanguage[language]
  const mail = ({ subject, paragraphs }: Words): Mail => ({
    subject,
    text: `${[...paragraphs, `-- \n${texts.footer(origin)}`].join('\n\n')}\n`,
  })
  return {
    registrationCode: (code: string, minutes: number) => mail(texts.registrationCode(code, minutes)),
    /** To who has an account, when somebody registers with the address once more. */
    alreadyRegistered: () => mail(texts.alreadyRegistered()),
    recoveryCode: (code: string, minutes: number) => mail(texts.recoveryCode(code, minutes)),
    newDevice: (name: string, at: Date) => mail(texts.newDevice(wordsOf(name), utc(at))),
    passwordChanged: (at: Date) => mail(texts.passwordChanged(utc(at))),
    recoveryUsed: (at: Date) => mail(texts.recoveryUsed(utc(at))),
    /** @param notice.incident the incident's number, as the operator's commands take it */
    incidentNotice: (notice: { incident: string; openedAt: Date; kind: IncidentKind }) =>
      mail(texts.incidentNotice(notice.incident, utc(notice.openedAt), notice.kind)),
    accountUnfrozen: (incident: string, at: Date) => mail(texts.accountUnfrozen(incident, utc(at))),
    deletionScheduled: (at: Date, deletesOn: Date) => mail(texts.deletionScheduled(utc(at), utc(deletesOn))),
    deletionCancelled: (at: Date) => mail(texts.deletionCancelled(utc(at))),
    /** @param receipt lines of the server's own, put in as they are */
    deletionDone: (receipt: string) => mail(texts.deletionDone(receipt)),
  }
}

/** 2026-08-05 09:14 UTC: reads the same everywhere, since a server does not know a member's time zone. */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** A name that a stranger may have given, as words: mail programs make links of what has dots, colons and slashes. */
function wordsOf(name: string): string {
  const words = name.replace(/[^\p{L}\p{M}\p{N}'’()_-]+/gu, ' ').trim()
  return [...words].slice(0, 60).join('')
}
