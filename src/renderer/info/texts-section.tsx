import { useEffect, useRef } from 'react'
import type { PhotoChange } from '../../shared/edits.ts'
import { useFieldRequest } from '../edits/focus-field.ts'
import { useEdits } from '../edits/use-edits.ts'
import { useText } from '../state/text-context.ts'
import { KeywordsField } from './keywords-field.tsx'
import { TextEditor } from './text-editor.tsx'
import { useSharedTexts } from './use-shared-texts.ts'

/** Title, caption and keywords of one photo or of several, to read and to write. */
export function TextsSection({ slots }: { slots: readonly number[] }) {
  const text = useText()
  const edits = useEdits()
  const section = useRef<HTMLElement>(null)
  const keywordInput = useRef<HTMLInputElement>(null)
  const texts = useSharedTexts(slots)
  const words = text.loupe.info
  // Texts stay with the photos they were typed for, also when others are shown before they are written.
  const key = slots.length === 1 ? slots[0] : slots.join()
  const change = (fields: PhotoChange) =>
    void edits.apply({ kind: 'photos', photos: { slots: [...slots] }, change: fields })

  const request = useFieldRequest((state) => state.field)
  const ready = texts !== undefined
  useEffect(() => {
    if (request === null || !ready) return
    useFieldRequest.setState({ field: null })
    const title = section.current?.querySelector<HTMLInputElement>('.text-field input')
    const field = request === 'title' ? title : keywordInput.current
    field?.focus()
    field?.select()
  }, [request, ready])

  return (
    <section ref={section} className="info-section info-texts" aria-busy={texts === undefined}>
      <TextEditor
        key={`title ${key}`}
        label={words.title}
        value={texts === undefined ? '' : (texts?.title ?? null)}
        onCommit={(value) => change({ field: 'title', value })}
      />
      <TextEditor
        key={`caption ${key}`}
        label={words.caption}
        rows={2}
        value={texts === undefined ? '' : (texts?.caption ?? null)}
        onCommit={(value) => change({ field: 'caption', value })}
      />
      <KeywordsField
        key={`keywords ${key}`}
        keywords={texts?.keywords ?? null}
        photos={slots.length}
        input={keywordInput}
        onAdd={(add) => change({ field: 'keywords', add, remove: [] })}
        onRemove={(keyword) => change({ field: 'keywords', add: [], remove: [keyword] })}
      />
    </section>
  )
}
