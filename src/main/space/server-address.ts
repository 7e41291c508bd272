import { isIPv4 } from 'node:net'
import { AccountRefusal } from './account-refusal.ts'

/**
 * What a user typed as the address of a server: `https://host[:port]`, or http for one on this computer.
 * @returns its origin, the form that logins are signed for
 * @throws AccountRefusal address-invalid, address-open
 */
export function serverOrigin(typed: string): string {
  const address = typed.trim()
  const url = URL.parse(address)
  const isBare = url !== null && url.href === `${url.origin}/`
  if (!isBare || !['https:', 'http:'].includes(url.protocol))
    throw new AccountRefusal('address-invalid', { address })
  if (url.protocol === 'http:' && !isThisComputer(url.hostname))
    throw new AccountRefusal('address-open', { address })
  return url.origin
}

/** @param host as in a URL, with brackets around IPv6 */
function isThisComputer(host: string): boolean {
  return isIPv4(host) ? host.startsWith('127.') : host === 'localhost' || host === '[::1]'
}
