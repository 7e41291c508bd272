import { createContext, use, useEffect, useEffectEvent } from 'react'
import type { HostBridge } from '../../shared/ipc/client.ts'
import type { EngineEvent } from '../../shared/ipc/events.ts'

type Kind = EngineEvent['kind']
type EventOf<K extends Kind> = Extract<EngineEvent, { kind: K }>
type Listener = (event: EngineEvent) => void

/** The one subscription to what the engine says, handed on by kind. It subscribes anew after a lost connection. */
export class EngineEvents {
  private readonly listeners = new Map<Kind, Set<Listener>>()
  private readonly connectedListeners = new Set<() => void>()
  private stopped = false

  constructor(bridge: HostBridge) {
    void this.follow(bridge)
  }

  on<K extends Kind>(kind: K, listener: (event: EventOf<K>) => void): () => void {
    const set = this.listeners.get(kind) ?? new Set()
    this.listeners.set(kind, set)
    // Listeners are kept by kind and called with events of that kind only.
    const any = listener as Listener
    set.add(any)
    return () => set.delete(any)
  }

  /** Called each time the events flow again after a break; what was said meanwhile is lost. */
  onConnected(listener: () => void): () => void {
    this.connectedListeners.add(listener)
    return () => this.connectedListeners.delete(listener)
  }

  stop(): void {
    this.stopped = true
  }

  private async follow(bridge: HostBridge): Promise<void> {
    for (let first = true; !this.stopped; first = false) {
      try {
        const events = await bridge.engine.app.events()
        if (!first) for (const listener of this.connectedListeners) listener()
        for await (const event of events) {
          if (this.stopped) return
          for (const listener of this.listeners.get(event.kind) ?? []) listener(event)
        }
      } catch {
        // The engine went away. The bridge tells the user; here it is only tried again.
      }
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
  }
}

export const EngineEventsContext = createContext<EngineEvents | null>(null)

/** Calls `listener` for every engine event of that kind while the component is shown. */
export function useEngineEvents<K extends Kind>(kind: K, listener: (event: EventOf<K>) => void): void {
  const events = use(EngineEventsContext)
  const current = useEffectEvent(listener)
  useEffect(() => events?.on(kind, (event) => current(event)), [events, kind])
}
