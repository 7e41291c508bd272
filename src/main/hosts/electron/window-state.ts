import { z } from 'zod'

/** What the host remembers between runs, for all libraries. Everything else is a setting of the library. */
export const windowStateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
})
export type WindowState = z.infer<typeof windowStateSchema>

export const hostStateSchema = z.object({ library: z.string(), window: windowStateSchema.nullable() })
export type HostState = z.infer<typeof hostStateSchema>

interface Area {
  x: number
  y: number
  width: number
  height: number
}

/** Null when no screen that is connected now would show enough of the window to grab it. */
export function visibleState(state: WindowState | null, screens: readonly Area[]): WindowState | null {
  const seen = (area: Area) =>
    state !== null &&
    state.y >= area.y - 8 &&
    state.y < area.y + area.height - 80 &&
    state.x + state.width > area.x + 160 &&
    state.x < area.x + area.width - 160
  return screens.some(seen) ? state : null
}
