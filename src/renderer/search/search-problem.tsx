import type { SearchProblem } from '../../shared/view.ts'
import { searchProblemKeys } from '../../shared/query/parse.ts'
import { useText } from '../state/text-context.ts'

/** What is wrong in the search line, in words, with its place. */
export function useProblemSentence(problem: SearchProblem | null): string {
  const text = useText()
  const key = searchProblemKeys.find((known) => known === problem?.key)
  if (!problem || !key) return ''
  return text.library.search.character(problem.at + 1, text.search[key](problem.params))
}

/** The typed text once more, behind the field and not read aloud, to carry the wavy line. */
export function WavyLine({ draft, at, length }: { draft: string; at: number; length: number }) {
  return (
    <span className="search-wavy" aria-hidden="true">
      {draft.slice(0, at)}
      <span className="search-wrong">{draft.slice(at, at + Math.max(1, length)) || ' '}</span>
    </span>
  )
}
