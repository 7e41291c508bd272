import { useQuery } from '@tanstack/react-query'
import { type FocusEvent, type KeyboardEvent, type RefObject, useId, useState } from 'react'
import { Icon } from '../components/icon.tsx'
import { leaveField } from '../keys/regions.ts'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'
import { KeywordChip } from './keyword-chip.tsx'
import './keywords-field.css'

interface KeywordsFieldProps {
  /** With how many of the photos have each; null: not compared. */
  keywords: readonly { keyword: string; count: number }[] | null
  photos: number
  input: RefObject<HTMLInputElement | null>
  onAdd(keywords: string[]): void
  onRemove(keyword: string): void
}

/** Keywords as chips, and a line that suggests what is in use. A comma ends a keyword. */
export function KeywordsField({ keywords, photos, input, onAdd, onRemove }: KeywordsFieldProps) {
  const text = useText()
  const format = useFormat()
  const words = text.loupe.info
  return (
    <div className="keywords-field" role="group" aria-label={words.keywords}>
      {(keywords ?? []).map(({ keyword, count }) => (
        <KeywordChip
          key={keyword}
          keyword={keyword}
          note={count < photos ? words.onSome(format.number(count)) : undefined}
          onRemove={() => onRemove(keyword)}
        />
      ))}
      <KeywordInput
        input={input}
        has={new Set((keywords ?? []).filter(({ count }) => count === photos).map(({ keyword }) => keyword))}
        onAdd={onAdd}
        onRemoveLast={() => {
          const last = keywords?.at(-1)
          if (last) onRemove(last.keyword)
        }}
      />
    </div>
  )
}

interface KeywordInputProps {
  input: RefObject<HTMLInputElement | null>
  has: ReadonlySet<string>
  onAdd(keywords: string[]): void
  onRemoveLast(): void
}

function KeywordInput({ input, has, onAdd, onRemoveLast }: KeywordInputProps) {
  const words = useText().loupe.info
  const format = useFormat()
  const [draft, setDraft] = useState('')
  const [cursor, setCursor] = useState(-1)
  const [open, setOpen] = useState(false)
  const listId = useId()
  const suggestions = useSuggestions(draft, open).filter(({ keyword }) => !has.has(keyword))
  const shown = open && suggestions.length > 0

  const add = (typed: string) => {
    const keywords = typed
      .split(/[,、]/)
      .map((keyword) => keyword.trim())
      .filter((keyword) => keyword !== '' && !has.has(keyword))
    setDraft('')
    setCursor(-1)
    if (keywords.length > 0) onAdd(keywords)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const steer = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (steer !== undefined && suggestions.length > 0) {
      event.preventDefault()
      setOpen(true)
      setCursor((now) => Math.max(-1, Math.min(suggestions.length - 1, now + steer)))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const chosen = suggestions[cursor]?.keyword ?? draft
      if (chosen.trim() === '') leaveField()
      else add(chosen)
    } else if (event.key === 'Escape' && shown && draft !== '') {
      event.preventDefault()
      setOpen(false)
    } else if (event.key === 'Backspace' && draft === '' && !event.repeat) {
      onRemoveLast()
    }
  }
  const leave = (event: FocusEvent) => {
    setOpen(false)
    if (event.relatedTarget === null || draft.trim() === '') return
    add(draft)
  }
  return (
    <div className="keyword-entry">
      <Icon name="plus" size={12} />
      <input
        ref={input}
        role="combobox"
        aria-label={words.addKeyword}
        aria-expanded={shown}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={shown && cursor >= 0 ? `${listId}-${cursor}` : undefined}
        placeholder={words.addKeyword}
        value={draft}
        spellCheck={false}
        onFocus={() => setOpen(true)}
        onBlur={leave}
        onKeyDown={press}
        onChange={(event) => {
          const typed = event.target.value
          setCursor(-1)
          setOpen(true)
          if (/[,、]$/.test(typed)) add(typed)
          else setDraft(typed)
        }}
      />
      <ul
        id={listId}
        role="listbox"
        aria-label={words.keywords}
        className="keyword-suggestions"
        hidden={!shown}
      >
        {suggestions.map(({ keyword, count }, index) => (
          <li
            key={keyword}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === cursor}
            onPointerMove={() => setCursor(index)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => add(keyword)}
          >
            <span className="ellipsis">{keyword}</span>
            <span className="keyword-count numeric">{format.number(count)}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function useSuggestions(text: string, open: boolean) {
  const engine = useEngine()
  const trimmed = text.trim()
  return (
    useQuery({
      queryKey: queryKeys.keywords(trimmed),
      queryFn: () => engine.keywords.suggest({ text: trimmed, limit: 8 }),
      enabled: open,
      placeholderData: (before) => before,
    }).data ?? []
  )
}
