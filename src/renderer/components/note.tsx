import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import './note.css'

interface NoteProps {
  /** Amber: not yet. Red: refused, lost, differs. Green only for the word of a verdict. */
  tone?: 'plain' | 'warn' | 'danger' | 'ok'
  children: ReactNode
}

/** A remark in a box: the fact in bold, then what it means. */
export function Note({ tone = 'plain', children }: NoteProps) {
  return (
    <div className={`note note-${tone}`}>
      <Icon name={tone === 'warn' || tone === 'danger' ? 'alert' : tone === 'ok' ? 'check' : 'info'} />
      <div className="note-words">{children}</div>
    </div>
  )
}
