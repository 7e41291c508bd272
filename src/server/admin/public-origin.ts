import type { ServerConfig } from '../config.ts'

/** `https://host`, as clients reach the server. @throws Error where only the running server knows */
export function publicOrigin({ publicUrl, tls, listen }: ServerConfig): string {
  if (publicUrl) return publicUrl.origin
  if (listen.port === 0)
    throw new Error(
      'With PORT=0 only the server knows where it listens. Nothing was done; set PUBLIC_URL or PORT.',
    )
  return `${tls ? 'https' : 'http'}://${listen.host}:${listen.port}`
}
