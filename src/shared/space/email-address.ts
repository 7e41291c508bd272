import type { Bytes } from '../crypto/bytes.ts'
import { sha256 } from '../crypto/web-crypto.ts'

// The library of types for all places where this runs does not know them; all of them have them.
declare const TextEncoder: { new (): { encode(text: string): Bytes } }
declare const URL: { new (text: string): { readonly hostname: string } }

/** Providers that deliver an address with and without its dots to the same person. */
const dotless = new Map([
  ['gmail.com', 'gmail.com'],
  ['googlemail.com', 'gmail.com'],
])

/**
 * The form in which two addresses of one mailbox are equal: no case, no compatibility forms (NFKC), the domain in ASCII,
 * no dots where the provider ignores them. Mail is sent to this form: to the address as it was typed, somebody else's
 * code could go.
 * @returns null when it cannot be an address that mail servers everywhere take
 */
export function canonicalEmail(typed: string): string | null {
  const text = typed.normalize('NFKC').trim().toLowerCase().normalize('NFKC')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  const domain = at > 0 ? asciiDomain(text.slice(at + 1)) : null
  if (domain === null || !/^[a-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}$/.test(local)) return null
  if (local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  const provider = dotless.get(domain)
  const canonical = provider ? `${local.replaceAll('.', '')}@${provider}` : `${local}@${domain}`
  return canonical.length <= 254 ? canonical : null
}

/** SHA-256 of the canonical address: what a login is signed for. */
export function hashOfEmail(canonical: string): Promise<Bytes> {
  return sha256(new TextEncoder().encode(canonical))
}

function asciiDomain(domain: string): string | null {
  if (!/^[^\s/?#:@%\\[\]\p{C}]+$/u.test(domain)) return null
  try {
    const { hostname } = new URL(`http://${domain.replace(/\.$/, '')}/`)
    const isName = /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(hostname)
    return isName || hostname === 'localhost' ? hostname : null
  } catch {
    return null
  }
}
