import { z } from 'zod'

/**
 * Whether this is one bare address and nothing else: no name, no list, no group, no line break. ASCII only, so that no
 * two addresses become equal by folding letters that look alike; as browsers check a field for an address, which takes
 * the dots in a row that some old addresses of mobile carriers have.
 */
export function isBareAddress(text: string): boolean {
  // What fits between the brackets of an SMTP path (RFC 5321, 4.5.3.1).
  return text.length <= 254 && text.lastIndexOf('@') <= 64 && z.regexes.html5Email.test(text)
}
