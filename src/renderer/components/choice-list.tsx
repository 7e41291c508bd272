import { type KeyboardEvent, type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from './icon.tsx'
import './choice-list.css'

export interface Choice {
  readonly id: string
  readonly row: ReactNode
  /** Why it cannot be chosen now. It can be looked at, not chosen. */
  readonly off?: boolean
}

interface ChoiceListProps<Item extends Choice> {
  label: string
  placeholder: string
  query: string
  onQuery(query: string): void
  choices: readonly Item[]
  onChoose(choice: Item): void
  /** Esc, when there is nothing typed to take away. */
  onClose?(): void
  /** Enter, when nothing is listed. */
  onEnter?(query: string): void
  /** Beside the input. */
  after?: ReactNode
  /** Said and shown when nothing fits. */
  nothing: string
  /** How many there are, for screen readers. */
  found: string
}

/** A line to type into and the list of what fits, steered from the line: arrows move, Enter chooses. */
export function ChoiceList<Item extends Choice>(props: ChoiceListProps<Item>) {
  const { label, placeholder, query, onQuery, choices, onChoose, onClose, onEnter, after, nothing, found } =
    props
  const [cursor, setCursor] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const listId = useId()
  const at = Math.min(cursor, choices.length - 1)
  const optionId = (index: number) => `${listId}-${index}`

  useLayoutEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [at, choices])

  const choose = (choice: Item | undefined) => {
    if (choice && !choice.off) onChoose(choice)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const wraps = Math.abs(step) === 1
      const next = at + step
      setCursor(wraps ? (next + choices.length) % Math.max(1, choices.length) : clamp(next, choices.length))
    } else if (event.key === 'Enter') {
      event.preventDefault()
      if (choices.length > 0) choose(choices[at])
      else onEnter?.(query)
    } else if (event.key === 'Escape' && onClose) {
      event.preventDefault()
      event.stopPropagation()
      onClose()
    }
  }

  return (
    <div className="choice-list">
      <div className="choice-line">
        <Icon name="search" size={16} />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={choices.length > 0}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={at >= 0 ? optionId(at) : undefined}
          className="choice-input"
          placeholder={placeholder}
          value={query}
          autoFocus
          spellCheck={false}
          onChange={(event) => {
            setCursor(0)
            onQuery(event.target.value)
          }}
          onKeyDown={press}
        />
        {after}
      </div>
      <ul ref={list} id={listId} role="listbox" aria-label={label} className="choice-rows">
        {choices.map((choice, index) => (
          <li
            key={choice.id}
            id={optionId(index)}
            role="option"
            className="choice-row"
            aria-selected={index === at}
            aria-disabled={choice.off || undefined}
            onPointerMove={() => setCursor(index)}
            // The line keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => choose(choice)}
          >
            {choice.row}
          </li>
        ))}
      </ul>
      {choices.length === 0 && <p className="choice-nothing">{nothing}</p>}
      <p className="visually-hidden" role="status">
        {choices.length === 0 ? nothing : found}
      </p>
    </div>
  )
}

function clamp(index: number, length: number): number {
  return Math.max(0, Math.min(length - 1, index))
}
