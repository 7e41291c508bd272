import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { Card, CardItem } from '../../../shared/import.ts'
import { useText } from '../../state/text-context.ts'
import { useImport } from '../import-store.ts'
import type { Step } from '../items/card-selection.ts'
import { CardCell } from './card-cell.tsx'
import { gridGeometry, rowsToDraw, scrollTopFor } from './grid-geometry.ts'
import { useBoxSize } from './use-box-size.ts'
import './card-grid.css'

interface CardGridProps {
  card: Card
  items: readonly (CardItem | undefined)[]
  /** Indexes that the filter shows. */
  order: readonly number[]
  onStep(step: Step, extend: boolean, columns: number, rows: number): void
  onPoint(index: number, how: { extend: boolean; toggle: boolean }): void
  onLook(index: number): void
  onCheck(index: number, selected: boolean): void
}

const steps: Readonly<Record<string, Step>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'first',
  End: 'last',
}

/** All photos of a card that the filter shows. Only the rows in sight are in the page. */
export function CardGrid({ card, items, order, onStep, onPoint, onLook, onCheck }: CardGridProps) {
  const text = useText().import
  const { active, selected } = useImport((state) => state.selection)
  const scroller = useRef<HTMLDivElement>(null)
  const size = useBoxSize(scroller)
  const [scrollTop, setScrollTop] = useState(0)
  const { columns, cellWidth, boxHeight, rowHeight } = gridGeometry(size.width)
  const rowCount = Math.ceil(order.length / columns)
  const activeRow = Math.floor(order.indexOf(active) / columns)
  const rows = rowsToDraw(scrollTop, size.height, rowHeight, rowCount, activeRow)

  useLayoutEffect(() => {
    const box = scroller.current
    if (!box || activeRow < 0 || size.height === 0) return
    box.scrollTop = scrollTopFor(activeRow, box.scrollTop, size.height, rowHeight)
  }, [activeRow, rowHeight, size.height])
  useFocusOnActive(scroller, active)

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    onStep(step, event.shiftKey, columns, Math.floor(size.height / rowHeight))
  }
  return (
    <div
      ref={scroller}
      className="card-grid"
      role="grid"
      aria-label={text.grid.name(card.name)}
      aria-rowcount={rowCount}
      aria-colcount={columns}
      aria-multiselectable="true"
      tabIndex={order.includes(active) ? -1 : 0}
      onScroll={(event) => setScrollTop(event.currentTarget.scrollTop)}
      onKeyDown={onKeyDown}
    >
      <div className="card-grid-space" role="presentation" style={{ height: rowCount * rowHeight }}>
        {rows.map((row) => (
          <div
            key={row}
            className="card-grid-row"
            role="row"
            aria-rowindex={row + 1}
            style={{ top: row * rowHeight }}
          >
            {order.slice(row * columns, (row + 1) * columns).map((index, column) => {
              const item = items[index]
              return (
                item && (
                  <CardCell
                    key={index}
                    cardId={card.cardId}
                    item={item}
                    column={column}
                    width={cellWidth}
                    boxHeight={boxHeight}
                    active={index === active}
                    selected={selected.has(index)}
                    onPoint={onPoint}
                    onLook={onLook}
                    onCheck={onCheck}
                  />
                )
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Keeps the focus on the active photo as keys move it, without taking it from a field or a button. */
function useFocusOnActive(grid: React.RefObject<HTMLElement | null>, active: number): void {
  useEffect(() => {
    const focused = document.activeElement
    if (focused && focused !== document.body && !grid.current?.contains(focused)) return
    grid.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus({ preventScroll: true })
  }, [grid, active])
}
