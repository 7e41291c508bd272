import { createContext, use } from 'react'
import type { HostBridge } from '../../shared/ipc/client.ts'

export const BridgeContext = createContext<HostBridge | null>(null)

export function useBridge(): HostBridge {
  const bridge = use(BridgeContext)
  if (!bridge) throw new Error('No host bridge above this component')
  return bridge
}

export function useEngine() {
  return useBridge().engine
}
