import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { AppError } from '../../../shared/errors.ts'
import type { ErrorNotice } from '../../../shared/errors.ts'
import { openLibrarySchema } from '../../../shared/ipc/open-library.ts'
import type { LibraryLink } from '../library/link-library.ts'
import { pageHeaders } from '../page/page-headers.ts'

/** The longest path, with room for what JSON writes longer. */
const MAX_BODY_BYTES = 256 * 1024

/** Opens the library that a page asks for, for every page of this host. */
export async function answerOpenLibrary(
  library: LibraryLink,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { headers } = request
  if (Number(headers['content-length'] ?? 0) > MAX_BODY_BYTES || headers['transfer-encoding']) {
    response.writeHead(413, pageHeaders).end()
    return
  }
  const asked = openLibrarySchema.safeParse(await json(request).catch(() => null))
  if (!asked.success) return say(response, 400, { code: 'bad-request', params: {} })
  try {
    await library.change(asked.data.path)
    say(response, 200, null)
  } catch (error) {
    if (error instanceof AppError) say(response, 200, { code: error.code, params: error.params })
    else response.writeHead(500, pageHeaders).end()
  }
}

function say(response: ServerResponse, status: 200 | 400, answer: ErrorNotice | null): void {
  response
    .writeHead(status, { ...pageHeaders, 'content-type': 'application/json' })
    .end(JSON.stringify(answer))
}
