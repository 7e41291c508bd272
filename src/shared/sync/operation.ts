import { z } from 'zod'
import type { HybridTime } from '../hybrid-clock.ts'
import { keywordKey } from '../keyword.ts'
import type { RegisterValue } from '../registers.ts'
import { LONGEST_KEYWORD, travellingFields } from './travelling-fields.ts'
import type { TravellingField, TravellingFieldName } from './travelling-fields.ts'

/** One change of one register, as it goes from computer to computer. */
export interface TravellingOperation {
  field: TravellingFieldName
  /** Id of the photo or album, 32 hex digits. */
  object: string
  /** By the field: '' where it has none, the keyword as it was written, the id of a photo or file as 32 hex digits. */
  element: string
  /** When it was made. An operation is known by it: a register has one operation of a time. */
  time: HybridTime
  /** Time of the operation whose value this one replaced, null where it replaced none. Always earlier than `time`. */
  base: HybridTime | null
  value: RegisterValue
}

/** Something that no operation or batch can be. The message names what, and where it is. */
export class MalformedBatch extends Error {
  constructor(what: string) {
    super(`malformed: ${what}`)
    this.name = 'MalformedBatch'
  }
}

/**
 * What tells the register of an operation from others of its object and field: the element, of a keyword what makes two
 * spellings one.
 */
export function elementIdentity({ field, element }: TravellingOperation): string {
  return travellingFields[field].element === 'keyword' ? keywordKey(element) : element
}

const idPattern = /^[0-9a-f]{32}$/
const id = z.string().regex(idPattern)
const elements: Readonly<Record<TravellingField['element'], z.ZodType<string>>> = {
  none: z.literal(''),
  keyword: z
    .string()
    .max(LONGEST_KEYWORD)
    .refine((keyword) => keyword.isWellFormed() && keywordKey(keyword) !== ''),
  photo: id,
  file: id,
}

/**
 * @param where names the operation in the message
 * @throws MalformedBatch when it cannot travel
 */
export function requireOperation(operation: TravellingOperation, where: string): void {
  const { value, element } = travellingFields[operation.field]
  const { object, time, base } = operation
  const require = (holds: boolean, what: string) => {
    if (!holds) throw new MalformedBatch(`${what} of ${where} (${operation.field})`)
  }
  require(idPattern.test(object), 'object')
  require(elements[element].safeParse(operation.element).success, 'element')
  require(idPattern.test(time), 'time')
  // Merging relies on the order: the latest operation of a register is nobody's base.
  require(base === null || (idPattern.test(base) && base < time), 'base')
  require(value.safeParse(operation.value).success, 'value')
}
