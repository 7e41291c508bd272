import { Button } from 'react-aria-components'
import { Icon } from '../components/icon.tsx'
import { useText } from '../state/text-context.ts'
import { tokenWords } from './token-words.ts'

interface SearchTokenProps {
  token: string
  onEdit(): void
  onRemove(): void
}

/** A finished term of the search: Enter edits it, Backspace and its cross remove it. */
export function SearchToken({ token, onEdit, onRemove }: SearchTokenProps) {
  const text = useText()
  const { field, value } = tokenWords(token, text)
  return (
    <span className="search-token">
      <Button
        className="search-token-words"
        onPress={onEdit}
        onKeyDown={(event) => {
          if (event.key === 'Backspace' || event.key === 'Delete') onRemove()
          else event.continuePropagation()
        }}
      >
        {field && <b>{field}</b>}
        {value}
      </Button>
      <Button
        className="search-token-remove"
        aria-label={text.library.search.removeToken(`${field} ${value}`)}
        excludeFromTabOrder
        onPress={onRemove}
      >
        <Icon name="close" size={12} />
      </Button>
    </span>
  )
}
