import { useEffect, useRef, useState } from 'react'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { PhotoFile } from '../../shared/photo.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'
import { useLoupe } from './loupe-store.ts'
import { Unseen } from './unseen.tsx'

interface VideoPlayerProps {
  file: PhotoFile
  name: string
  /** A picture of it until it plays. */
  poster: string | null
}

/** A video with the browser's own controls. Without a poster its first frame is drawn. */
export function VideoPlayer({ file, name, poster }: VideoPlayerProps) {
  const bridge = useBridge()
  const text = useText()
  const player = useRef<HTMLVideoElement>(null)
  const [failed, setFailed] = useState(false)
  usePlay(player, !failed)

  if (failed) {
    return (
      <Unseen title={text.loupe.notPlayable(file.fileType ?? file.name)} file={file} poster={poster}>
        {text.loupe.notPlayableHint}
      </Unseen>
    )
  }
  return (
    <video
      ref={player}
      className="stage-video"
      aria-label={name}
      src={bridge.bulkUrl(bulk.original(file.id))}
      {...(poster !== null && { poster })}
      preload={poster === null ? 'auto' : 'metadata'}
      controls
      playsInline
      onError={() => setFailed(true)}
      onLoadedMetadata={(event) => {
        // A sound without a picture is not the video we promised.
        if (event.currentTarget.videoWidth === 0) setFailed(true)
      }}
    />
  )
}

interface MotionClipProps {
  file: PhotoFile
  onEnd(): void
}

/** The clip of a moving photo, played once over the still. */
export function MotionClip({ file, onEnd }: MotionClipProps) {
  const bridge = useBridge()
  return (
    <video
      className="stage-motion"
      aria-hidden="true"
      src={bridge.bulkUrl(bulk.original(file.id))}
      autoPlay
      playsInline
      onEnded={onEnd}
      onError={onEnd}
    />
  )
}

/** Lets the key that plays act on this element while it is shown. */
function usePlay(element: React.RefObject<HTMLMediaElement | null>, playable: boolean): void {
  useEffect(() => {
    if (!playable) return
    const play = () => {
      const media = element.current
      // A play that is cut short by going on is no failure.
      if (media?.paused) media.play().catch(() => null)
      else media?.pause()
    }
    useLoupe.setState({ play })
    return () => useLoupe.setState((state) => (state.play === play ? { play: null } : {}))
  }, [element, playable])
}
