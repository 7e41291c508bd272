import { useVirtualizer } from '@tanstack/react-virtual'
import { useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { covers, overlapping } from './probe.ts'

const photos = Number(new URL(location.href).searchParams.get('photos'))
const columns = 7

/** The usual way: rows virtualised by React, an image element with its own address in each cell. */
function Page() {
  const parent = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({
    count: Math.ceil(photos / columns),
    getScrollElement: () => parent.current,
    estimateSize: () => 180,
    overscan: 2,
  })
  return (
    <div id="scroller" ref={parent}>
      <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((row) => (
          <div key={row.key} className="peer-row" style={{ transform: `translateY(${row.start}px)` }}>
            {Array.from({ length: columns }, (_, column) => row.index * columns + column)
              .filter((slot) => slot < photos)
              .map((slot) => (
                <div key={slot} className="peer-cell">
                  <img src={`/bulk/preview/grid/${slot}?v=1`} alt="" decoding="async" />
                </div>
              ))}
          </div>
        ))}
      </div>
    </div>
  )
}

createRoot(document.getElementById('app')!).render(<Page />)

const scroller = () => document.getElementById('scroller')!
window.scrollPage = {
  scroller,
  visible: () => {
    const cells = overlapping(scroller(), '.peer-cell')
    const full = cells.filter((cell) => {
      const image = cell.querySelector('img')
      return image?.complete === true && image.naturalWidth > 0
    }).length
    return {
      cells: cells.length,
      blank: cells.length - full,
      full,
      covered: covers(scroller(), cells, 80),
    }
  },
}
