import type { SearchProblemKey } from '../../query/parse.ts'
import type { KeyedMessages } from '../message.ts'

/** What was not understood in the search line. The rest of the line is searched meanwhile. */
export const search: KeyedMessages<SearchProblemKey> = {
  'unknown-field': ({ field = '', fields = '' }) =>
    `There is no “${field}:”. Fields are ${fields}. To search for the text itself, put it in quotes.`,
  'value-missing': ({ field = '' }) => `What should “${field}:” be? Write the value right behind the colon.`,
  'quote-open': () => 'This quote is not closed.',
  'not-a-number': ({ field = '', value = '' }) =>
    `“${value}” is not a number. Write ${field}:100, ${field}:>=100 or ${field}:100..200.`,
  'not-a-date': ({ value = '' }) =>
    `“${value}” is not a date. Write date:2024, date:2024-06, date:2024-06-12 or date:2024-06..2024-08.`,
  'upside-down': ({ value = '' }) => `“${value}” ends before it begins.`,
  'not-one-of': ({ field = '', value = '', choices = '' }) =>
    `“${field}:” cannot be “${value}”. It can be ${choices}.`,
}
