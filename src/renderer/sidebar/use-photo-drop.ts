import { type DragEvent, useState } from 'react'
import { z } from 'zod'
import { draggedPhotos } from '../grid/grid-pointer.ts'

const slotsSchema = z.array(z.number().int().min(0)).min(1)

/** Lets photos of the grid be dropped on an element: handlers for it, and whether photos hang over it now. */
export function usePhotoDrop(onDrop: (slots: number[]) => void) {
  const [over, setOver] = useState(false)
  const accepts = (event: DragEvent) => event.dataTransfer.types.includes(draggedPhotos)
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!accepts(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false)
        if (!accepts(event)) return
        event.preventDefault()
        onDrop(slotsSchema.parse(JSON.parse(event.dataTransfer.getData(draggedPhotos))))
      },
    },
  }
}
