import { useEffect, useState } from 'react'
import { Kind } from '../../shared/columns.ts'
import { bulk, inRun } from '../../shared/ipc/bulk.ts'
import { Button } from '../components/button.tsx'
import { EmptyState } from '../components/empty-state.tsx'
import { InfoPanel } from '../info/info-panel.tsx'
import { useBridge } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { type LoadedView, useLibrary, useView } from '../state/library-store.ts'
import { useAppInfo, usePhotoDetail } from '../state/lists.ts'
import { announce } from '../state/notices.ts'
import { useScreen } from '../state/screen-store.ts'
import { useSettings } from '../state/settings.ts'
import { useText } from '../state/text-context.ts'
import { usePhotoCell } from '../info/use-photo-cell.ts'
import { cssColour } from './css-colour.ts'
import { FilmStrip } from './film-strip.tsx'
import { useLoupe } from './loupe-store.ts'
import { photoMedia } from './photo-media.ts'
import { Pills } from './pills.tsx'
import { AudioButton, MotionButton } from './play-buttons.tsx'
import { Stage } from './stage.tsx'
import { Unseen } from './unseen.tsx'
import { usePhotoPicture } from './use-photo-picture.ts'
import { MotionClip, VideoPlayer } from './video-player.tsx'
import './loupe.css'

/** One photo as large as the window allows, with the others of the view in a strip below. */
export function LoupeScreen() {
  const view = useView()
  const active = useScreen((state) => state.active)
  const slot = view?.order[active]
  return view && slot !== undefined ? <Loupe view={view} position={active} slot={slot} /> : <NoPhoto />
}

interface LoupeProps {
  view: LoadedView
  position: number
  slot: number
}

function Loupe({ view, position, slot }: LoupeProps) {
  const { stage } = useSettings()
  const alone = useLoupe((state) => state.alone)
  const pills = useLoupe((state) => state.pills)
  const infoOpen = useLoupe((state) => state.infoOpen)
  useAloneWithFullScreen()
  return (
    <main className="loupe" data-stage={stage} data-alone={alone || undefined}>
      <Photo view={view} position={position} slot={slot} pills={pills && !alone} />
      {!alone && <FilmStrip view={view} active={position} />}
      {infoOpen && !alone && (
        <div className="loupe-info">
          <InfoPanel />
        </div>
      )}
    </main>
  )
}

function Photo({ view, position, slot, pills }: LoupeProps & { pills: boolean }) {
  const detail = usePhotoDetail(slot)
  const cell = usePhotoCell(slot)
  const picture = usePhotoPicture(position, slot, detail)
  const colour = useLibrary((state) => cssColour(state.columns.colour[slot] ?? 0))
  const isUndecodable = useLibrary((state) => ((state.columns.kind[slot] ?? 0) & Kind.undecodable) !== 0)
  const isVideo = useLibrary((state) => ((state.columns.kind[slot] ?? 0) & Kind.video) !== 0)
  const text = useText()
  const poster = usePoster(slot, detail?.fullPreview !== null && detail?.fullPreview !== undefined)
  const { video, motion, audio } = photoMedia(detail)
  const [moving, setMoving] = useState<number | null>(null)
  const name = cell?.title || cell?.name || detail?.name || ''
  const face = detail?.files.find((file) => file.id === detail.faceFileId)
  const count = view.order.length
  useSpokenName(name, position, count)

  return (
    <div className="loupe-photo">
      {isVideo && video ? (
        <VideoPlayer key={video.id} file={video} name={name} poster={poster} />
      ) : isVideo && detail === undefined ? null : isUndecodable ? (
        <Unseen title={text.loupe.undecodable(cell?.badge || (face?.fileType ?? ''))} file={face}>
          {text.loupe.undecodableHint}
        </Unseen>
      ) : (
        <Stage picture={picture} colour={colour} name={name} position={position} count={count}>
          {motion && moving === slot && <MotionClip file={motion} onEnd={() => setMoving(null)} />}
        </Stage>
      )}
      {pills && (
        <Pills
          slot={slot}
          position={position}
          count={count}
          badge={cell?.badge ?? ''}
          detail={detail}
          picture={isUndecodable || isVideo ? null : picture}
        >
          {motion && (
            <MotionButton
              playing={moving === slot}
              onChange={(playing) => setMoving(playing ? slot : null)}
            />
          )}
          {audio && <AudioButton key={audio.id} file={audio} byKey={!motion && !isVideo} />}
        </Pills>
      )}
    </div>
  )
}

/** Address of a still for a video, once there is a preview; null before, since it would be waited for. */
function usePoster(slot: number, exists: boolean): string | null {
  const bridge = useBridge()
  const epoch = useAppInfo()?.epoch
  const version = useLibrary((state) => state.columns.preview[slot] ?? 0)
  if (!exists || epoch === undefined) return null
  return bridge.bulkUrl(inRun(bulk.preview('screen', slot, version), epoch))
}

/** Tells a screen reader which photo has come. */
function useSpokenName(name: string, position: number, count: number): void {
  const text = useText()
  const format = useFormat()
  useEffect(() => {
    if (name) announce(text.loupe.label(name, format.number(position + 1), format.number(count)))
  }, [name, position, count, text, format])
}

/** Leaving the full screen by the system's own way also brings everything else back. */
function useAloneWithFullScreen(): void {
  useEffect(() => {
    const changed = () => {
      if (!document.fullscreenElement) useLoupe.setState({ alone: false })
    }
    document.addEventListener('fullscreenchange', changed)
    return () => document.removeEventListener('fullscreenchange', changed)
  }, [])
}

function NoPhoto() {
  const text = useText()
  return (
    <main className="loupe" data-stage="dark">
      <EmptyState
        icon="loupe"
        title={text.loupe.nothing}
        actions={
          <Button variant="primary" onPress={() => useScreen.setState({ screen: 'library' })}>
            {text.loupe.toGrid}
          </Button>
        }
      >
        {text.loupe.nothingHint}
      </EmptyState>
    </main>
  )
}
