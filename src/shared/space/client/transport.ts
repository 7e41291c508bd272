export interface SentRequest {
  method: string
  url: string
  headers: Record<string, string>
  body: Uint8Array | null
  /** Bytes that the answer has at most, where they are more than those of everything else. */
  longest?: number
  /** The server has to look through much before it answers. */
  takesLong?: boolean
}

export interface ReceivedAnswer {
  status: number
  /** By lower-case name; null where there is none. */
  header(name: string): string | null
  body: Uint8Array
}

/** Carries a request to a server and the whole answer back. @throws Error when there is no connection; BrokenAnswer when it does not end */
export type Send = (request: SentRequest) => Promise<ReceivedAnswer>
