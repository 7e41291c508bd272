import { KeyHint } from '../components/key-hint.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import type { Suggestion } from './suggestions.ts'

interface SuggestionListProps {
  ids: string
  offered: readonly Suggestion[]
  /** Index of the marked row; -1 none. The focus stays in the field. */
  marked: number
  onMark(index: number): void
  onChoose(suggestion: Suggestion): void
}

export function SuggestionList({ ids, offered, marked, onMark, onChoose }: SuggestionListProps) {
  const text = useText().library.search
  const format = useFormat()
  return (
    <ul id={`${ids}-list`} className="search-list" role="listbox" aria-label={text.suggestions}>
      {offered.map((suggestion, index) => (
        <li
          key={suggestion.kind + suggestion.term}
          id={`${ids}-${index}`}
          className={index === marked ? 'search-option search-marked' : 'search-option'}
          role="option"
          aria-selected={index === marked}
          onPointerMove={() => onMark(index)}
          // The press must not take the focus out of the field.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
        >
          {suggestion.kind === 'words' ? (
            <span className="search-words">{text.inTexts(suggestion.term)}</span>
          ) : (
            <span className="ellipsis">{suggestion.term}</span>
          )}
          {suggestion.kind === 'field' && <span className="search-words">{text.field}</span>}
          {suggestion.kind === 'field' && index === 0 && <KeyHint keys="Tab" />}
          {suggestion.count !== undefined && (
            <span className="search-count numeric">{format.number(suggestion.count)}</span>
          )}
        </li>
      ))}
    </ul>
  )
}
