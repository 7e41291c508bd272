import { open } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'

/** Those bytes of a file. @throws AppError read-failed where it has become shorter */
export async function readRange(path: string, range: { offset: number; bytes: number }): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.allocUnsafe(range.bytes)
    const { bytesRead } = await file.read(buffer, 0, range.bytes, range.offset)
    if (bytesRead < range.bytes) throw new AppError('read-failed', { path })
    return buffer
  } finally {
    await file.close()
  }
}
