import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PhotoId } from '../../shared/ids.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorMessage } from '../components/error-message.tsx'
import { TextField } from '../components/text-field.tsx'
import { useEngine } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { queryKeys } from '../state/query-keys.ts'
import { useText } from '../state/text-context.ts'

interface TagsDialogProps {
  slot: number
  id: PhotoId
  onClose(): void
}

/** Every field the file has, by group, to search in. */
export function TagsDialog({ slot, id, onClose }: TagsDialogProps) {
  const engine = useEngine()
  const text = useText()
  const format = useFormat()
  const words = text.loupe.info
  const [query, setQuery] = useState('')
  const tags = useQuery({ queryKey: queryKeys.tags(slot), queryFn: () => engine.photos.allTags({ id }) })
  const wanted = query.trim().toLowerCase()
  const all = tags.data ?? []
  const found = all.filter((tag) => `${tag.group} ${tag.name} ${tag.value}`.toLowerCase().includes(wanted))
  return (
    <Dialog title={words.tagsTitle} width={720} onClose={onClose}>
      <div className="tags">
        <TextField
          aria-label={words.findTag}
          placeholder={words.findTag}
          value={query}
          onChange={setQuery}
          autoFocus
          after={
            tags.data && (
              <span className="info-quiet numeric">
                {words.tagCount(format.number(found.length), format.number(all.length))}
              </span>
            )
          }
        />
        {tags.isPending && <p className="info-quiet">{words.readingTags}</p>}
        {tags.isError && <ErrorMessage error={tags.error} />}
        {tags.data && found.length === 0 && <p className="info-quiet">{words.noTag}</p>}
        <div className="tags-list" tabIndex={0} role="region" aria-label={words.tagsTitle}>
          <table>
            <tbody>
              {found.map((tag, index) => (
                <tr key={index}>
                  <th scope="row">
                    {tag.group !== found[index - 1]?.group && <span className="tags-group">{tag.group}</span>}
                    {tag.name}
                  </th>
                  <td className="selectable">{tag.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Dialog>
  )
}
