import type { PhotoId } from '../../shared/ids.ts'
import { Button } from '../components/button.tsx'
import { Note } from '../components/note.tsx'
import { openConflicts } from '../conflicts/open-conflicts.ts'
import { useConflicts } from '../conflicts/use-conflicts.ts'
import { useText } from '../state/text-context.ts'

/** Says which texts of a photo were changed in two places, and leads to where they are settled. */
export function ConflictNote({ photo }: { photo: PhotoId }) {
  const text = useText().conflicts
  const fields = useConflicts()
    .filter(({ photoId }) => photoId === photo)
    .map(({ field }) => text.fields[field] ?? field)
  if (fields.length === 0) return null
  return (
    <section className="info-section">
      <Note tone="warn">
        <p>{text.inPhoto(fields.join(', '))}</p>
        <Button onPress={() => openConflicts(photo)}>{text.settle}</Button>
      </Note>
    </section>
  )
}
