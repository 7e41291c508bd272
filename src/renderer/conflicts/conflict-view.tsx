import { type KeyboardEvent, useEffect, useEffectEvent, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { OverwrittenText } from '../../shared/sync-status.ts'
import { Button } from '../components/button.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { TextField } from '../components/text-field.tsx'
import { isInOverlay, isTextField } from '../keys/key-target.ts'
import { useDigits } from '../keys/use-digits.ts'
import { useText } from '../state/text-context.ts'
import { SubjectPicture, useSubjectName } from './conflict-subject.tsx'
import { useSettle } from './settle.ts'
import { mergedText, versionsOf } from './versions.ts'

/** All versions of one text: a digit keeps one, M makes another of them. */
export function ConflictView({ conflict }: { conflict: OverwrittenText }) {
  const text = useText().conflicts
  const name = useSubjectName(conflict)
  const settle = useSettle()
  const [draft, setDraft] = useState<string | null>(null)
  const versions = versionsOf(conflict)
  const keep = (version: string | undefined) => {
    const isName = conflict.albumId !== null
    if (version === undefined || (isName && version === '')) return
    if (!settle.isPending) settle.mutate({ conflict, text: version, name })
  }
  const merge = () => setDraft(mergedText(conflict))
  useDigits((digit) => keep(versions[digit - 1]))
  useLetter('m', merge)

  return (
    <section className="conflict" aria-labelledby="conflict-name">
      <div className="conflict-head">
        <SubjectPicture conflict={conflict} />
        <div>
          <h2 id="conflict-name">{name}</h2>
          <p>{text.fields[conflict.field] ?? conflict.field}</p>
        </div>
      </div>
      <ul className="conflict-versions">
        {versions.map((version, at) => (
          <li key={`${at} ${version}`}>
            <AriaButton className="conflict-version" autoFocus={at === 0} onPress={() => keep(version)}>
              <span className="conflict-label">{at === 0 ? text.holds : text.other}</span>
              {version === '' ? (
                <span className="conflict-empty">{text.empty}</span>
              ) : (
                <span className="conflict-text">{version}</span>
              )}
              <span className="conflict-keep">
                {text.keep} <KeyHint keys={String(at + 1)} />
              </span>
            </AriaButton>
          </li>
        ))}
      </ul>
      {draft === null ? (
        <div>
          <Button icon="merge" keyHint="M" onPress={merge}>
            {text.merge}
          </Button>
        </div>
      ) : (
        <MergeEditor
          draft={draft}
          oneLine={conflict.albumId !== null}
          onChange={setDraft}
          onKeep={() => keep(draft.trim())}
          onCancel={() => setDraft(null)}
        />
      )}
    </section>
  )
}

interface MergeEditorProps {
  draft: string
  /** A name has no lines, and is not empty. */
  oneLine: boolean
  onChange(draft: string): void
  onKeep(): void
  onCancel(): void
}

function MergeEditor({ draft, oneLine, onChange, onKeep, onCancel }: MergeEditorProps) {
  const text = useText().conflicts
  const shown = oneLine ? draft.replaceAll('\n', ' ') : draft
  const press = (event: KeyboardEvent) => {
    const ends = event.key === 'Enter' && (oneLine || event.ctrlKey || event.metaKey)
    if (event.nativeEvent.isComposing || !isTextField(event.target)) return
    if (event.key === 'Escape') onCancel()
    else if (ends) onKeep()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className="conflict-merge" onKeyDownCapture={press}>
      <TextField
        label={text.merged}
        description={text.mergeNote}
        autoFocus
        maxLength={oneLine ? 500 : 20_000}
        value={shown}
        onChange={onChange}
        {...(!oneLine && { rows: 5 })}
      />
      <div className="conflict-merge-buttons">
        <Button onPress={onCancel}>{text.cancel}</Button>
        <Button variant="primary" keyHint={oneLine ? 'Enter' : 'Mod+Enter'} onPress={onKeep}>
          {text.mergeSave}
        </Button>
      </div>
    </div>
  )
}

/** A single letter that does something on this screen only. */
function useLetter(letter: string, run: () => void): void {
  const onKeyDown = useEffectEvent((event: globalThis.KeyboardEvent) => {
    const { key, ctrlKey, metaKey, altKey, isComposing, target } = event
    if (ctrlKey || metaKey || altKey || isComposing || isTextField(target) || isInOverlay(target)) return
    if (key.toLowerCase() !== letter) return
    event.preventDefault()
    event.stopPropagation()
    run()
  })
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
