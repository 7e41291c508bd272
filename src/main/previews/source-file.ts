import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { AppError } from '../../shared/errors.ts'
import { HEAD_BYTES, inspectFile, type FileInspection } from '../formats/inspect.ts'

/** A file that pictures are made from. */
export interface SourceFile extends FileInspection {
  path: string
  bytes: number
  /** EXIF 1–8. */
  turn: number
}

/**
 * Looks into a file, or into an embedded JPEG of it as if it were one.
 *
 * @throws AppError file-missing, not-a-regular-file, read-failed
 */
export async function openSource(
  path: string,
  range: { offset: number; bytes: number } | null = null,
): Promise<SourceFile> {
  const file = await openFile(path)
  try {
    const stat = await file.stat()
    if (!stat.isFile()) throw new AppError('not-a-regular-file', { path })
    const { offset: start, bytes } = range ?? { offset: 0, bytes: stat.size }
    const readAt = async (offset: number, length: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, start + offset)
      return buffer.subarray(0, bytesRead)
    }
    const head = await readAt(0, Math.min(HEAD_BYTES, bytes))
    const inspection = await inspectFile(head, bytes, readAt, range ? '' : path)
    return { ...inspection, path, bytes, turn: inspection.orientation ?? 1 }
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('read-failed', { path, reason: String(error) }, { cause: error })
  } finally {
    await file.close()
  }
}

/** Not waiting on a pipe that someone put where a picture is expected. */
async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  } catch (error) {
    throw new AppError('file-missing', { path }, { cause: error })
  }
}
