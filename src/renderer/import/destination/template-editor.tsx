import { type KeyboardEvent, useRef } from 'react'
import { AppError, type ErrorNotice } from '../../../shared/errors.ts'
import { parseTemplate, type TemplateToken, templateTokens } from '../../../shared/file-template.ts'
import { IconButton } from '../../components/button.tsx'
import { MenuButton } from '../../components/menu.tsx'
import { useText } from '../../state/text-context.ts'
import {
  changeText,
  insertToken,
  piecesOf,
  removeToken,
  type TemplatePieces,
  templateOf,
} from './template-pieces.ts'
import { tokenWords } from './token-words.ts'
import './template-editor.css'

interface TemplateEditorProps {
  template: string
  onChange(template: string): void
}

/**
 * A template as text with tokens in it. Arrows walk through both, Backspace and Delete take a token out, and one typed
 * in braces becomes one.
 */
export function TemplateEditor({ template, onChange }: TemplateEditorProps) {
  const text = useText()
  const words = text.import.template
  const box = useRef<HTMLDivElement>(null)
  /** Where a token from the menu goes: after what was typed last. */
  const caret = useRef<{ at: number; character: number } | null>(null)
  const pieces = piecesOf(template)
  const problem = problemOf(template)

  const change = (changed: TemplatePieces) => onChange(templateOf(changed))
  /** Pieces are counted through: even ones are texts, odd ones tokens. */
  const focus = (piece: number, end: 'start' | 'end') => {
    const element = box.current?.querySelector<HTMLElement>(`[data-piece="${piece}"]`)
    element?.focus()
    if (element instanceof HTMLInputElement) {
      const character = end === 'start' ? 0 : element.value.length
      element.setSelectionRange(character, character)
    }
  }
  const remove = (token: number) => {
    const before = pieces.texts[token]?.length ?? 0
    change(removeToken(pieces, token))
    requestAnimationFrame(() => {
      const joined = box.current?.querySelector<HTMLInputElement>(`input[data-piece="${token * 2}"]`)
      joined?.focus()
      joined?.setSelectionRange(before, before)
    })
  }
  const insert = (token: TemplateToken) => {
    const last = pieces.texts.length - 1
    const { at, character } = caret.current ?? { at: last, character: pieces.texts[last]?.length ?? 0 }
    change(insertToken(pieces, at, character, token === 'sequence' ? 'sequence:4' : token))
    requestAnimationFrame(() => focus(at * 2 + 2, 'start'))
  }
  const onTextKey = (event: KeyboardEvent<HTMLInputElement>, at: number) => {
    const { selectionStart, selectionEnd, value } = event.currentTarget
    const atStart = selectionStart === 0 && selectionEnd === 0
    const atEnd = selectionStart === value.length && selectionEnd === value.length
    if (event.key === 'ArrowLeft' && atStart) focus(at * 2 - 1, 'end')
    else if (event.key === 'ArrowRight' && atEnd) focus(at * 2 + 1, 'start')
    else if (event.key === 'Backspace' && atStart && at > 0) remove(at - 1)
    else if (event.key === 'Delete' && atEnd && at < pieces.tokens.length) remove(at)
    else return
    event.preventDefault()
  }
  const onTokenKey = (event: KeyboardEvent, token: number) => {
    if (event.key === 'ArrowLeft') focus(token * 2, 'end')
    else if (event.key === 'ArrowRight') focus(token * 2 + 2, 'start')
    else if (event.key === 'Backspace' || event.key === 'Delete') remove(token)
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  const field = (at: number) => (
    <input
      key={`text ${at}`}
      className="template-text"
      data-piece={at * 2}
      data-filled={pieces.texts[at] !== '' || undefined}
      aria-label={words.textBetween}
      aria-invalid={problem !== null}
      spellCheck={false}
      value={pieces.texts[at]}
      onChange={(event) => change(changeText(pieces, at, event.target.value))}
      onKeyDown={(event) => onTextKey(event, at)}
      onSelect={(event) => (caret.current = { at, character: event.currentTarget.selectionStart ?? 0 })}
    />
  )
  return (
    <div className="template-editor">
      <span className="text-field-label">{words.label}</span>
      <div className="template-box" role="group" aria-label={words.label} ref={box}>
        {field(0)}
        {pieces.tokens.map((token, at) => [
          <button
            key={`token ${at}`}
            type="button"
            className="template-token"
            data-piece={at * 2 + 1}
            tabIndex={-1}
            aria-label={words.token(tokenWords(words, token))}
            onKeyDown={(event) => onTokenKey(event, at)}
          >
            {tokenWords(words, token)}
          </button>,
          field(at + 1),
        ])}
        <MenuButton
          label={words.addToken}
          groups={[templateTokens.map((id) => ({ id, label: words.tokens[id], run: () => insert(id) }))]}
        >
          <IconButton icon="plus" label={words.addToken} className="template-add" />
        </MenuButton>
      </div>
      {problem && (
        <p className="text-field-note text-field-error" role="alert">
          {text.errors[problem.code](problem.params)}
        </p>
      )}
    </div>
  )
}

function problemOf(template: string): ErrorNotice | null {
  try {
    parseTemplate(template)
    return null
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}
