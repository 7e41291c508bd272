import { isIPv4 } from 'node:net'
import type { ServerConfig } from '../config.ts'

/** What an operator should know at start, one sentence each. */
export function startWarnings(config: ServerConfig): string[] {
  const { listen, publicUrl, tls, behindProxy, mail } = config
  const othersReachIt = !isLoopback(listen.host) || (publicUrl !== null && !isLoopback(publicUrl.hostname))
  const isHttps = publicUrl?.protocol === 'https:'
  return [
    ...(othersReachIt && !isHttps
      ? [
          'Browsers decrypt only over HTTPS, so others cannot open photos of this server, and links made here are marked “opens only on this computer”: set PUBLIC_URL to an https address, with TLS_CERT_FILE and TLS_KEY_FILE, or with TRUST_PROXY=1 behind a reverse proxy.',
        ]
      : []),
    ...(isHttps && tls === null && !behindProxy
      ? [
          'PUBLIC_URL is an https address, but this server answers without HTTPS: set TLS_CERT_FILE and TLS_KEY_FILE, or TRUST_PROXY=1 when a reverse proxy stands in front of it.',
        ]
      : []),
    ...(behindProxy
      ? [
          'TRUST_PROXY=1: the addresses of clients are taken from X-Forwarded-For, so let nothing but the reverse proxy reach this server.',
        ]
      : []),
    ...(mail === null
      ? [
          'SMTP_URL is not set: e-mail addresses are not confirmed by a code, and nobody is told anything by e-mail, incidents included.',
        ]
      : []),
    ...(mail?.operators.length === 0
      ? ['OPERATOR_MAIL is not set: no operator is told of an incident by e-mail.']
      : []),
    ...(mail !== null && mayBeOverheard(new URL(mail.url))
      ? [
          'SMTP_URL begins with smtp:, so mails to the mail server are encrypted only when it offers that: smtps: always encrypts.',
        ]
      : []),
  ]
}

function mayBeOverheard(mailServer: URL): boolean {
  return mailServer.protocol === 'smtp:' && !isLoopback(mailServer.hostname)
}

/** @param host as listened on, or as in a URL, with brackets around IPv6 */
function isLoopback(host: string): boolean {
  if (isIPv4(host)) return host.startsWith('127.')
  return ['localhost', '::1', '[::1]'].includes(host.toLowerCase())
}
