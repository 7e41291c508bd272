import type { ReactNode } from 'react'
import { Button, IconButton } from '../components/button.tsx'
import { Icon } from '../components/icon.tsx'
import { KeyHint } from '../components/key-hint.tsx'
import { Hint } from '../components/tooltip.tsx'
import { keyOf } from '../commands/key-table.ts'
import type { PhotoDetail } from '../../shared/photo.ts'
import { MarksField } from '../edits/marks-field.tsx'
import { sharedMarks } from '../edits/shared-marks.ts'
import { exposureParts } from '../info/exposure.ts'
import { useFormat } from '../state/format-context.ts'
import { useLibrary } from '../state/library-store.ts'
import { useScreen } from '../state/screen-store.ts'
import { useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { toggleActualSize, useLoupe } from './loupe-store.ts'
import { isReduced, photoSize } from './photo-pixels.ts'
import { type PhotoPicture } from './use-photo-picture.ts'
import { scaleOf } from './zoom.ts'

interface PillsProps {
  slot: number
  position: number
  count: number
  badge: string
  detail: PhotoDetail | undefined
  /** Null for what has no picture to zoom into. */
  picture: PhotoPicture | null
  /** What plays. */
  children?: ReactNode
}

/** What lies on the photo, in opaque pills; `I` takes it away. */
export function Pills({ slot, position, count, badge, detail, picture, children }: PillsProps) {
  return (
    <>
      <div className="pills pills-top-left">
        <NamePill name={detail?.name ?? ''} badge={badge} position={position} count={count} />
      </div>
      <div className="pills pills-top-right">
        {children}
        <ExposurePill detail={detail} />
        {picture && detail && <ReducedPill slot={slot} detail={detail} />}
        {picture && <ClippingPill />}
        {picture && <ZoomPill picture={picture} />}
      </div>
      <div className="pills pills-bottom">
        <MarksPill slot={slot} />
      </div>
      <AutoAdvancePill />
    </>
  )
}

function NamePill(props: { name: string; badge: string; position: number; count: number }) {
  const { name, badge, position, count } = props
  const text = useText()
  const format = useFormat()
  return (
    <div className="pill pill-name">
      <IconButton
        icon="grid"
        label={text.loupe.back}
        tooltipKeys={keyOf('library')}
        onPress={() => useScreen.setState({ screen: 'library' })}
      />
      <strong className="ellipsis">{name}</strong>
      <span className="pill-quiet">{badge}</span>
      <span className="pill-quiet numeric">
        {text.loupe.position(format.number(position + 1), format.number(count))}
      </span>
    </div>
  )
}

function ExposurePill({ detail }: { detail: PhotoDetail | undefined }) {
  const parts = detail ? exposureParts(detail.metadata) : []
  if (parts.length === 0) return null
  return (
    <div className="pill pill-exposure numeric">
      {parts.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </div>
  )
}

/** Says so when the largest picture there is has fewer pixels than the photo. */
function ReducedPill({ slot, detail }: { slot: number; detail: PhotoDetail }) {
  const text = useText()
  const format = useFormat()
  const aspect = useLibrary((state) => (state.columns.aspect[slot] ?? 0) / 4096)
  const photo = photoSize(detail, aspect)
  const best = detail.fullPreview
  if (!photo || !best || !isReduced(best, photo)) return null
  const { preview, previewHint } = text.loupe
  return (
    <Hint text={previewHint(format.number(photo.width), format.number(photo.height))}>
      <Button variant="ghost" className="pill pill-reduced numeric" icon="info">
        {preview(String(best.width), String(best.height))}
      </Button>
    </Hint>
  )
}

/** Says what the colours on the photo mean. */
function ClippingPill() {
  const text = useText()
  const clipping = useLoupe((state) => state.clipping)
  return clipping && <div className="pill pill-quiet">{text.loupe.clipped}</div>
}

function ZoomPill({ picture }: { picture: PhotoPicture }) {
  const text = useText()
  const zoom = useLoupe((state) => state.zoom)
  const stage = useLoupe((state) => state.stage)
  const percent = text.loupe.percent(Math.round(scaleOf(zoom, picture.pixels, stage) * 100))
  const shown = zoom.kind === 'fit' ? text.loupe.fit : percent
  return (
    <Hint text={text.commands.titles.zoom} keys={keyOf('zoom')}>
      <Button
        variant="ghost"
        className="pill numeric"
        icon="zoomIn"
        aria-label={text.loupe.zoomLabel(shown)}
        onPress={() => toggleActualSize()}
      >
        {shown}
        {picture.waiting && zoom.kind === 'scale' && <span className="pill-quiet">{text.loupe.loading}</span>}
      </Button>
    </Hint>
  )
}

function MarksPill({ slot }: { slot: number }) {
  const text = useText()
  useLibrary((state) => state.version)
  const columns = useLibrary((state) => state.columns)
  return (
    <div className="pill pill-marks">
      <MarksField marks={sharedMarks(columns, [slot])} />
      <span className="marks-line pill-keys" />
      <span className="pill-quiet pill-keys">
        <KeyHint keys="P" />
        <KeyHint keys="X" />
        <KeyHint keys="1" />–<KeyHint keys="5" />
        {text.loupe.rateAndGoOn}
      </span>
    </div>
  )
}

function AutoAdvancePill() {
  const { autoAdvance } = useSettings()
  const text = useText()
  if (!autoAdvance) return null
  return (
    <div className="pills pills-bottom-right">
      <span className="pill pill-quiet">
        <KeyHint keys={keyOf('auto-advance')} />
        <Icon name="check" size={12} />
        {text.commands.autoAdvance.on}
      </span>
    </div>
  )
}
