import type { Session } from '../../shared/space/client/connection.ts'

/** Where blobs are sent and fetched, and as whom. */
export interface TransferTarget {
  /** `https://host` */
  origin: string
  session: Session
  /** Key that the server signs receipts with: the one that the catalog has joined, whatever a server says of itself. */
  serverKey: Uint8Array
}
