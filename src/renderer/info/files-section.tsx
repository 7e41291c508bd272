import type { FileRole, PhotoDetail, PhotoFile } from '../../shared/photo.ts'
import type { FileId } from '../../shared/ids.ts'
import { Button } from '../components/button.tsx'
import { useEdits } from '../edits/use-edits.ts'
import { useFormat } from '../state/format-context.ts'
import { useText } from '../state/text-context.ts'

const withPicture: readonly FileRole[] = ['raw', 'jpeg', 'heif', 'image', 'video', 'version']

/** The files that make the photo. One whose picture could stand for it can be chosen. */
export function FilesSection({ detail, slot }: { detail: PhotoDetail; slot: number }) {
  const words = useText().loupe.info
  const edits = useEdits()
  const choose = (value: FileId) =>
    void edits.apply({ kind: 'photos', photos: { slots: [slot] }, change: { field: 'face', value } })
  if (detail.files.length < 2) return null
  return (
    <section className="info-section">
      <h3 className="info-heading">{words.files}</h3>
      <ul className="info-files">
        {detail.files.map((file) => (
          <FileRow
            key={file.id}
            file={file}
            isFace={file.id === detail.faceFileId}
            {...(withPicture.includes(file.role) && { onChoose: () => choose(file.id) })}
          />
        ))}
      </ul>
    </section>
  )
}

interface FileRowProps {
  file: PhotoFile
  isFace: boolean
  onChoose?: () => void
}

function FileRow({ file, isFace, onChoose }: FileRowProps) {
  const text = useText()
  const format = useFormat()
  const words = text.loupe.info
  return (
    <li>
      <span className="ellipsis info-file-name selectable" title={file.path}>
        {file.name}
      </span>
      <span className="info-quiet numeric">{format.bytes(file.bytes)}</span>
      {file.missing ? (
        <span className="info-warn">{words.missingFile}</span>
      ) : isFace ? (
        <span className="info-file-state">{words.chosenFace}</span>
      ) : onChoose ? (
        <Button
          variant="ghost"
          className="info-file-choose"
          icon="eye"
          aria-label={`${words.showThis}: ${file.name}`}
          tooltip={words.showThis}
          onPress={onChoose}
        />
      ) : (
        <span className="info-quiet info-file-state">{words.roles[file.role]}</span>
      )}
    </li>
  )
}
