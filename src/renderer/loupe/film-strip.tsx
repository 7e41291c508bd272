import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { FLAG_CODES, LABEL_CODES, State } from '../../shared/columns.ts'
import { bulk, inRun } from '../../shared/ipc/bulk.ts'
import { Icon } from '../components/icon.tsx'
import { LabelDot } from '../components/marks.tsx'
import { useBridge } from '../state/bridge-context.ts'
import { useFormat } from '../state/format-context.ts'
import { type LoadedView, useLibrary } from '../state/library-store.ts'
import { useAppInfo } from '../state/lists.ts'
import { selectOnly } from '../state/selection.ts'
import { useText } from '../state/text-context.ts'
import { cssColour } from './css-colour.ts'
import { type FilmFrame, filmFrames, frameWidth } from './film-frames.ts'
import './film-strip.css'

/** The photos around the active one, which stands in the middle. The wheel pulls the strip aside. */
export function FilmStrip({ view, active }: { view: LoadedView; active: number }) {
  const text = useText()
  const element = useRef<HTMLElement>(null)
  const [width, setWidth] = useState(0)
  // How far it was pulled, and from which photo: another one stands in the middle again.
  const [pull, setPull] = useState({ by: 0, active })
  const pulled = pull.active === active ? pull.by : 0
  const columns = useLibrary((state) => state.columns)
  useLibrary((state) => state.version)

  useLayoutEffect(() => {
    const target = element.current
    if (!target) return
    const observer = new ResizeObserver(() => setWidth(target.clientWidth))
    observer.observe(target)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const target = element.current
    const wheel = (event: WheelEvent) => {
      event.preventDefault()
      const by = event.deltaX + event.deltaY
      setPull((now) => ({ by: (now.active === active ? now.by : 0) + by, active }))
    }
    target?.addEventListener('wheel', wheel, { passive: false })
    return () => target?.removeEventListener('wheel', wheel)
  }, [active])

  const widthOf = (position: number) => frameWidth((columns.aspect[view.order[position] ?? 0] ?? 0) / 4096)
  const frames = filmFrames({ count: view.order.length, active, width, pulled, frameWidth: widthOf })
  return (
    <nav ref={element} className="film-strip" aria-label={text.loupe.filmstrip}>
      {frames.map((frame) => (
        <Frame
          key={frame.position}
          frame={frame}
          slot={view.order[frame.position]!}
          count={view.order.length}
          isActive={frame.position === active}
        />
      ))}
    </nav>
  )
}

interface FrameProps {
  frame: FilmFrame
  slot: number
  count: number
  isActive: boolean
}

function Frame({ frame, slot, count, isActive }: FrameProps) {
  const { columns } = useLibrary.getState()
  const text = useText()
  const format = useFormat()
  const flag = FLAG_CODES[columns.flag[slot] ?? 0] ?? 'none'
  const rating = columns.rating[slot] ?? 0
  const label = LABEL_CODES[columns.label[slot] ?? 0] ?? null
  const picture = usePicture(slot)
  const name = [
    text.loupe.position(format.number(frame.position + 1), format.number(count)),
    rating > 0 ? text.library.stars(rating) : '',
    flag === 'none' ? '' : text.loupe.info.flags[flag],
    label ? text.commands.labels[label] : '',
  ]
  return (
    <button
      type="button"
      className="film-frame"
      style={{ left: frame.left, width: frame.width }}
      aria-label={name.filter(Boolean).join(', ')}
      aria-current={isActive || undefined}
      tabIndex={isActive ? 0 : -1}
      data-flag={flag}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => selectOnly(frame.position)}
    >
      <span className="film-photo" style={{ backgroundColor: cssColour(columns.colour[slot] ?? 0) }}>
        {picture && <img src={picture} alt="" draggable={false} />}
      </span>
      <span className="film-marks">
        {flag !== 'none' && <Icon name={flag === 'pick' ? 'flag' : 'reject'} size={10} />}
        {frame.width < 60 && rating > 0 ? (
          <>
            {rating}
            <Icon name="star" size={10} />
          </>
        ) : (
          Array.from({ length: rating }, (_, star) => <Icon key={star} name="star" size={10} />)
        )}
        {label && <LabelDot label={label} />}
      </span>
    </button>
  )
}

/** Address of the grid preview; null while there is none, since it would be waited for. */
function usePicture(slot: number): string | null {
  const bridge = useBridge()
  const epoch = useAppInfo()?.epoch
  const { columns } = useLibrary.getState()
  if (epoch === undefined || ((columns.state[slot] ?? 0) & State.preview) === 0) return null
  return bridge.bulkUrl(inRun(bulk.preview('grid', slot, columns.preview[slot] ?? 0), epoch))
}
