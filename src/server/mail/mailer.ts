import { createTransport } from 'nodemailer'
import { isBareAddress } from './address.ts'
import { MailNotSent, mailNotSent } from './mail-not-sent.ts'

/** Plain text in any language; the subject is one line. */
export interface Mail {
  subject: string
  text: string
}

export interface Mailer {
  /**
   * Resolves when the mail server has taken the mail.
   * @param to one bare address: a mail never has two recipients
   * @throws MailNotSent
   */
  send(to: string, mail: Mail): Promise<void>
  /** Waits for what is being sent, then ends the connections. */
  close(): Promise<void>
}

/**
 * Mail by SMTP, over a few connections that are kept. Goes over to TLS where the mail server offers it, and then
 * refuses a certificate that does not hold.
 * @param url smtp://user:password@host:port, or smtps:// for TLS from the start
 * @param from one bare address
 */
export function createMailer({ url, from }: { url: string; from: string }): Mailer {
  // nodemailer takes options from the query, above ours; one of them logs the recipients.
  const server = new URL(url)
  server.search = ''
  const transport = createTransport({
    url: server.href,
    pool: true,
    // nodemailer would wait up to ten minutes, and a server that stops waits for it.
    connectionTimeout: 20_000,
    socketTimeout: 60_000,
  })
  const beingSent = new Set<Promise<void>>()

  return {
    async send(to, { subject, text }) {
      if (!isBareAddress(to)) throw new MailNotSent('EENVELOPE', null, false)
      const sent = transport
        .sendMail({
          from: { name: 'Image Space', address: from },
          to: { name: '', address: to },
          envelope: { from, to: [to] },
          // Vacation answers and mailing lists leave such mail alone (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated' },
          subject,
          text,
        })
        .then(
          () => undefined,
          (thrown: unknown) => Promise.reject(mailNotSent(thrown)),
        )
      beingSent.add(sent)
      try {
        await sent
      } finally {
        beingSent.delete(sent)
      }
    },
    async close() {
      await Promise.allSettled(beingSent)
      transport.close()
    },
  }
}
