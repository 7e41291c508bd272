import { useId, useRef, useState } from 'react'
import { keyOf } from '../commands/key-table.ts'
import { parseSearch } from '../../shared/query/parse.ts'
import { Button } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { focusRegion } from '../keys/regions.ts'
import { useText } from '../state/text-context.ts'
import { useProblemSentence, WavyLine } from './search-problem.tsx'
import { SearchToken } from './search-token.tsx'
import { completed, suggestions, type Suggestion } from './suggestions.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { useKnownValues } from './use-known-values.ts'
import { useSearchLine } from './use-search-line.ts'
import './search.css'

/** The search line: words and tokens, with suggestions below it. Everything the filter bar does is written here. */
export function SearchBox() {
  const text = useText().library.search
  const line = useSearchLine()
  const input = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [marked, setMarked] = useState(-1)
  const ids = useId()
  const known = useKnownValues(line.draft)
  const offered = open ? suggestions(line.draft, known) : []
  const { problem } = parseSearch(line.line)
  const sentence = useProblemSentence(problem)
  const start = line.line.length - line.draft.length
  // While a value is looked for among the suggestions, its absence is not a mistake yet.
  const tells = problem !== null && problem.at >= start && offered.length === 0

  const choose = (suggestion: Suggestion) => {
    line.type(completed(line.draft, suggestion))
    setMarked(-1)
    setOpen(suggestion.kind === 'field')
    input.current?.focus()
  }

  const press = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    const steps = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    const chosen = offered[marked]
    const first = offered[0]
    if (steps && offered.length > 0) {
      // Past either end nothing is marked: the field itself is a stop of the round.
      const stops = offered.length + 1
      setMarked(((marked + 1 + steps + stops) % stops) - 1)
    } else if (event.key === 'Enter') {
      if (chosen) choose(chosen)
      else {
        line.commit()
        setOpen(false)
        focusRegion('grid')
      }
    } else if (event.key === 'Tab' && !event.shiftKey && (chosen ?? first?.kind === 'field')) {
      choose(chosen ?? first!)
    } else if (event.key === 'Escape' && offered.length > 0) {
      setOpen(false)
      setMarked(-1)
    } else if (event.key === 'Backspace' && line.draft === '' && line.tokens.length > 0) {
      line.remove(line.tokens.length - 1)
    } else return
    event.preventDefault()
  }

  return (
    <div className="search" role="search">
      <div className="search-field" data-invalid={tells || undefined} onClick={() => input.current?.focus()}>
        <Icon name="search" />
        {line.tokens.map((token, index) => (
          <SearchToken
            key={`${index} ${token}`}
            token={token}
            onEdit={() => {
              line.edit(index)
              input.current?.focus()
            }}
            onRemove={() => {
              line.remove(index)
              input.current?.focus()
            }}
          />
        ))}
        <span className="search-typing">
          {tells && <WavyLine draft={line.draft} at={problem.at - start} length={problem.length} />}
          <input
            ref={input}
            className="search-input"
            role="combobox"
            aria-label={text.label}
            aria-autocomplete="list"
            aria-expanded={offered.length > 0}
            aria-controls={`${ids}-list`}
            aria-activedescendant={marked >= 0 && marked < offered.length ? `${ids}-${marked}` : undefined}
            aria-invalid={tells}
            aria-describedby={tells ? `${ids}-problem` : undefined}
            autoComplete="off"
            spellCheck={false}
            data-search=""
            placeholder={line.tokens.length === 0 ? text.placeholder : ''}
            value={line.draft}
            onChange={(event) => {
              line.type(event.target.value)
              setOpen(true)
              setMarked(-1)
            }}
            onKeyDown={press}
            onBlur={() => {
              setOpen(false)
              line.commit()
            }}
          />
        </span>
        {line.line === '' ? (
          <KeyHint keys={keyOf('search')} />
        ) : (
          <Button
            variant="ghost"
            icon="close"
            aria-label={text.clear}
            tooltip={text.clear}
            onPress={() => {
              line.clear()
              input.current?.focus()
            }}
          />
        )}
      </div>
      {offered.length > 0 && (
        <SuggestionList ids={ids} offered={offered} marked={marked} onMark={setMarked} onChoose={choose} />
      )}
      {tells && (
        <p id={`${ids}-problem`} className="search-problem" role="alert">
          {sentence}
        </p>
      )}
    </div>
  )
}
