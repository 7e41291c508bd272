import type { PhotoDetail } from '../../shared/photo.ts'
import { Icon } from '../components/icon.tsx'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'
import { FactTable } from './fact-table.tsx'

/** Whose the photo is, where its face file lies, and whether that can be reached. */
export function PlaceSection({ detail }: { detail: PhotoDetail }) {
  const text = useText()
  const format = useFormat()
  const words = text.loupe.info
  const face = detail.files.find((file) => file.id === detail.faceFileId) ?? detail.files[0]
  const folder = face?.path.replace(/[\\/][^\\/]*$/, '') ?? ''
  const unplugged = face?.copies.length ? face.copies.every((copy) => !copy.connected) : false
  const volume = face?.copies[0]?.volumeName ?? ''
  const rows: [string, string][] = [
    [words.creator, detail.creator],
    [words.copyright, detail.copyright],
    [words.folder, folder],
    [words.added, format.moment(detail.addedAt)],
  ]
  return (
    <section className="info-section">
      {face?.missing && (
        <div className="info-note">
          <Icon name="unplugged" size={14} />
          <p>
            <strong>{unplugged ? text.loupe.missing(volume) : text.loupe.missingFile}</strong>{' '}
            {unplugged ? text.loupe.missingHint : text.loupe.missingFileHint}
          </p>
        </div>
      )}
      <FactTable rows={rows.filter(([, value]) => value !== '')} />
    </section>
  )
}
