import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from './contract.ts'

/** The engine as its users see it, whatever carries the calls. */
export type EngineClient = ContractRouterClient<Contract>

/** What a host gives the renderer. The renderer's bridge.ts is the only file that touches it. */
export interface HostBridge {
  /** Calls to the engine. */
  readonly engine: EngineClient
  /** Address under which the bytes of bulk.ts are fetched. */
  bulkUrl(address: string): string
  /** The system's own folder dialog where there is one; null where the app shows its own chooser. */
  readonly chooseFolder: ((title: string) => Promise<string | null>) | null
  /**
   * Opens the library in this folder in the place of the one that is open, a new one where there is none, and begins
   * the page anew; where that fails with an AppError, the present one stays. Null where there is only one.
   */
  readonly openLibrary: ((path: string) => Promise<never>) | null
  /** Shows the file in the system's file manager, where there is one. */
  readonly showInFolder: ((path: string) => Promise<void>) | null
  /** Called when the engine went away and again when it is back. */
  onConnection(listener: (connected: boolean) => void): () => void
}
