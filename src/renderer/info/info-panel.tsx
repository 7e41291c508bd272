import { useState } from 'react'
import { Button } from '../components/button.tsx'
import { MarksField } from '../edits/marks-field.tsx'
import { sharedMarks } from '../edits/shared-marks.ts'
import { useEditTargets } from '../edits/edit-targets.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { usePhotoDetail } from '../state/lists.ts'
import { useActiveSlot } from '../state/selection.ts'
import { useText } from '../state/text-context.ts'
import { AlbumsSection } from './albums-section.tsx'
import { CopiesSection } from './copies-section.tsx'
import { ConflictNote } from './conflict-note.tsx'
import { exposureParts } from './exposure.ts'
import { FactTable } from './fact-table.tsx'
import { FilesSection } from './files-section.tsx'
import { Histogram } from './histogram.tsx'
import { cameraRows, takenAtText } from './photo-facts.ts'
import { PlaceSection } from './place-section.tsx'
import { TagsDialog } from './tags-dialog.tsx'
import { TextsSection } from './texts-section.tsx'
import { usePhotoCell } from './use-photo-cell.ts'
import './info-panel.css'

/** What is known and written about the active photo; with several selected, what they share. */
export function InfoPanel() {
  const text = useText()
  const slots = useEditTargets()
  const active = useActiveSlot()
  const slot = slots.length === 1 ? slots[0]! : active
  return (
    <aside className="info-panel" aria-label={text.loupe.info.label} data-region="info">
      {slot === null || slots.length === 0 ? (
        <NoPhoto />
      ) : slots.length > 1 ? (
        <SeveralPhotos slots={slots} />
      ) : (
        <OnePhoto slot={slot} />
      )}
    </aside>
  )
}

function OnePhoto({ slot }: { slot: number }) {
  const detail = usePhotoDetail(slot)
  const [tagsOpen, setTagsOpen] = useState(false)
  const text = useText()
  const format = useFormat()
  const rows = detail ? cameraRows(detail.metadata, format, text) : []
  return (
    <>
      <section className="info-section">
        <Histogram slot={slot} id={detail?.id} />
        <div className="info-exposure numeric">
          {(detail ? exposureParts(detail.metadata) : []).map((part) => (
            <span key={part}>{part}</span>
          ))}
        </div>
      </section>
      <Heading slot={slot} />
      <TextsSection slots={[slot]} />
      {detail && <ConflictNote photo={detail.id} />}
      {rows.length > 0 && (
        <section className="info-section">
          <h3 className="info-heading">{text.loupe.info.camera}</h3>
          <FactTable rows={rows} />
        </section>
      )}
      {detail && (
        <>
          <CopiesSection slot={slot} files={detail.files} />
          <AlbumsSection albums={detail.albums} />
          <FilesSection detail={detail} slot={slot} />
          <PlaceSection detail={detail} />
          <section className="info-section">
            <Button variant="ghost" icon="tag" onPress={() => setTagsOpen(true)}>
              {text.loupe.info.allTags}
            </Button>
            {tagsOpen && <TagsDialog slot={slot} id={detail.id} onClose={() => setTagsOpen(false)} />}
          </section>
        </>
      )}
    </>
  )
}

/** Name, size, time as written, and the marks. */
function Heading({ slot }: { slot: number }) {
  const detail = usePhotoDetail(slot)
  const cell = usePhotoCell(slot)
  const text = useText()
  const format = useFormat()
  const face = detail?.files.find((file) => file.id === detail.faceFileId)
  const width = face?.width ?? detail?.metadata.width
  const height = face?.height ?? detail?.metadata.height
  const bytes = detail?.files.reduce((sum, file) => sum + file.bytes, 0) ?? 0
  const pixels = width && height ? text.loupe.info.pixels(String(width), String(height)) : ''
  return (
    <section className="info-section">
      <div className="info-name">
        <strong className="ellipsis" title={detail?.name}>
          {detail?.name ?? cell?.name ?? ''}
        </strong>
        <span className="info-badge">{cell?.badge}</span>
      </div>
      <p className="info-facts numeric">
        {[pixels, detail ? format.bytes(bytes) : ''].filter(Boolean).join(', ')}
        <br />
        {detail && takenAtText(detail.metadata, format, text)}
      </p>
      <Marks slots={[slot]} />
    </section>
  )
}

function SeveralPhotos({ slots }: { slots: readonly number[] }) {
  const text = useText()
  const format = useFormat()
  return (
    <>
      <section className="info-section">
        <div className="info-name">
          <strong className="numeric">{text.loupe.info.selected(format.number(slots.length))}</strong>
        </div>
        <Marks slots={slots} />
      </section>
      <TextsSection slots={slots} />
    </>
  )
}

function Marks({ slots }: { slots: readonly number[] }) {
  useLibrary((state) => state.version)
  const columns = useLibrary((state) => state.columns)
  return <MarksField marks={sharedMarks(columns, slots)} />
}

function NoPhoto() {
  const { none, noneHint } = useText().loupe.info
  return (
    <section className="info-none">
      <strong>{none}</strong>
      <p>{noneHint}</p>
    </section>
  )
}
