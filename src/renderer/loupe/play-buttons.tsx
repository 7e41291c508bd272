import { useEffect, useRef, useState } from 'react'
import { bulk } from '../../shared/ipc/bulk.ts'
import type { PhotoFile } from '../../shared/photo.ts'
import { Button } from '../components/button.tsx'
import { keyOf } from '../commands/key-table.ts'
import { useBridge } from '../state/bridge-context.ts'
import { useText } from '../state/text-context.ts'
import { useLoupe } from './loupe-store.ts'

/** Plays the clip of a moving photo: on a press, on the key, and while the pointer rests on it. */
export function MotionButton({ playing, onChange }: { playing: boolean; onChange(playing: boolean): void }) {
  const text = useText()
  useEffect(() => {
    const play = () => onChange(!playing)
    useLoupe.setState({ play })
    return () => useLoupe.setState((state) => (state.play === play ? { play: null } : {}))
  }, [playing, onChange])
  return (
    <span onPointerEnter={() => onChange(true)} onPointerLeave={() => onChange(false)}>
      <Button
        variant="ghost"
        className="pill"
        icon={playing ? 'pause' : 'play'}
        tooltip={text.loupe.playMotion}
        tooltipKeys={keyOf('play')}
        aria-label={text.loupe.playMotion}
        onPress={() => onChange(!playing)}
      >
        {text.loupe.info.roles.motion}
      </Button>
    </span>
  )
}

/** Plays the note that was spoken about the photo. `byKey`: nothing else of the photo has the key. */
export function AudioButton({ file, byKey }: { file: PhotoFile; byKey: boolean }) {
  const bridge = useBridge()
  const text = useText()
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const toggle = () => {
    if (audio.current?.paused) audio.current.play().catch(() => setPlaying(false))
    else audio.current?.pause()
  }
  useEffect(() => {
    if (!byKey) return
    useLoupe.setState({ play: toggle })
    return () => useLoupe.setState((state) => (state.play === toggle ? { play: null } : {}))
  })
  return (
    <>
      <Button
        variant="ghost"
        className="pill"
        icon={playing ? 'pause' : 'play'}
        aria-label={playing ? text.loupe.pauseAudio : text.loupe.playAudio}
        {...(byKey && { tooltip: text.loupe.playAudio, tooltipKeys: keyOf('play') })}
        onPress={toggle}
      >
        {text.loupe.info.roles.audio}
      </Button>
      <audio
        ref={audio}
        src={bridge.bulkUrl(bulk.original(file.id))}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setPlaying(false)}
      />
    </>
  )
}
