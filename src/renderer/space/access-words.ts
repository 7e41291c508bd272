import type { AccessRow } from '../../shared/account.ts'
import type { Format } from '../../shared/text/format.ts'
import type { Text } from '../../shared/text/index.ts'

/** Who did it, as the member knows them. */
export function whoWords({ who, device }: AccessRow, { space }: Text): string {
  const text = space.accesses
  switch (who) {
    case 'this':
      return text.thisDevice(device ?? text.unknown)
    case 'device':
      return device ?? text.unknown
    case 'unknown':
      return text.unknown
    case 'other':
      return text.other
  }
}

export function actWords({ verb, kind }: AccessRow, { space }: Text): string {
  const text = space.accesses
  return verb === 'sign-in' ? text.signedIn : text.act(text.verbs[verb], text.kinds[kind])
}

/** `8 Feb 2025, 09:14 – 09:52`, the second part only where it differs. */
export function timeWords({ from, to }: AccessRow, { space }: Text, format: Format): string {
  const [first, last] = [format.moment(from), format.moment(to)]
  return first === last ? first : space.accesses.between(first, format.shortMoment(to, from))
}
