import { useEffect, useState } from 'react'
import { useScreen } from '../state/screen-store.ts'
import { joinLine, splitDraft, splitLine, type SplitLine } from './tokens.ts'

/** ms after the last key before the library is searched. */
const pause = 120

/** The search line as tokens and draft. It follows what the filter bar writes, and writes what is typed. */
export function useSearchLine() {
  const search = useScreen((state) => state.search)
  const [split, setSplit] = useState<SplitLine>(() => splitLine(search))
  const [written, setWritten] = useState(search)

  // Somebody else has changed the line: show theirs.
  if (search !== written) {
    setWritten(search)
    if (joinLine(split) !== search) setSplit(splitLine(search))
  }

  useEffect(() => {
    const line = joinLine(split)
    if (line === useScreen.getState().search) return
    const timer = setTimeout(() => {
      setWritten(line)
      useScreen.setState({ search: line })
    }, pause)
    return () => clearTimeout(timer)
  }, [split])

  return {
    ...split,
    line: joinLine(split),
    type: (draft: string) => {
      const { tokens, draft: rest } = splitDraft(draft)
      setSplit({ tokens: [...split.tokens, ...tokens], draft: rest })
    },
    /** Makes tokens of everything that is finished. */
    commit: () => setSplit(splitLine(joinLine(split))),
    remove: (index: number) => setSplit({ ...split, tokens: split.tokens.filter((_, at) => at !== index) }),
    /** Puts a token back into the field to be changed. */
    edit: (index: number) =>
      setSplit({
        tokens: split.tokens.filter((_, at) => at !== index),
        draft: [split.draft.trim(), split.tokens[index]].filter(Boolean).join(' '),
      }),
    clear: () => setSplit({ tokens: [], draft: '' }),
  }
}
