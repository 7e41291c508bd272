import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'

/** The network that an address is in, hashed: /24, or /56 where addresses are plenty. Addresses are kept nowhere. */
export function networkOf(address: string): Buffer {
  const plain = address.startsWith('::ffff:') ? address.slice(7) : address
  const network = isIPv6(plain) ? expand(plain).slice(0, 14) : plain.split('.').slice(0, 3).join('.')
  return createHash('sha256').update(network).digest()
}

/** The 32 hex digits of an IPv6 address. */
function expand(address: string): string {
  const [head = '', tail] = address.split('%')[0]!.split('::')
  const groups = (text: string | undefined) => (text ? text.split(':') : [])
  const [front, back] = [groups(head), groups(tail)]
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => '0')
  return [...front, ...zeros, ...back].map((group) => group.padStart(4, '0')).join('')
}
