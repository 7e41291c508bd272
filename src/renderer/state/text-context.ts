import { createContext, use } from 'react'
import { en, type Text } from '../../shared/text/index.ts'

export const TextContext = createContext<Text>(en)

/** Every visible string, in the user's language. */
export function useText(): Text {
  return use(TextContext)
}
