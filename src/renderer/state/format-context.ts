import { createContext, use } from 'react'
import { createFormat, type Format } from '../../shared/text/format.ts'

export const FormatContext = createContext<Format>(createFormat('en', 'No date'))

/** Numbers, sizes and times in the user's language. */
export function useFormat(): Format {
  return use(FormatContext)
}
