import { Icon } from '../components/icon.tsx'
import { useText } from '../state/text-context.ts'

interface KeywordChipProps {
  /** `a|b|c`: c below b below a. */
  keyword: string
  /** On how many of the selected photos, when not on all. */
  note?: string | undefined
  onRemove(): void
}

export function KeywordChip({ keyword, note, onRemove }: KeywordChipProps) {
  const { removeKeyword } = useText().loupe.info
  const parts = keyword.split('|')
  const leaf = parts.at(-1) ?? keyword
  const path = parts.slice(0, -1)
  return (
    <span className="chip" title={keyword}>
      {path.length > 0 && <span className="chip-quiet ellipsis">{path.join(' › ')} ›</span>}
      <span className="ellipsis">{leaf}</span>
      {note && <span className="chip-quiet numeric">{note}</span>}
      <button type="button" className="chip-remove" aria-label={removeKeyword(keyword)} onClick={onRemove}>
        <Icon name="close" size={10} />
      </button>
    </span>
  )
}
