export interface SentRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: Uint8Array | null
}

export interface ReceivedAnswer {
  status: number
  /** By lower-case name; null where there is none. */
  header(name: string): string | null
  body: Uint8Array
}

/** Carries a request to a server and the whole answer back. @throws Error when there is no connection */
export type Send = (request: SentRequest) => Promise<ReceivedAnswer>
