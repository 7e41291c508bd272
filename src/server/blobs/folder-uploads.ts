import type { FileHandle } from 'node:fs/promises'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { DataStore, Upload } from '@tus/server'
import { z } from 'zod'
import { NoAccountPlace, UploadMissing } from './blob-store.ts'
import { namesIn, statOf, unlessMissing } from './files.ts'
import { nameOfUpload } from './names.ts'

const infoSchema = z.object({
  size: z.number(),
  created: z.string(),
  metadata: z.record(z.string(), z.string().nullable()).optional(),
})

/**
 * Uploads of tus as files `<folder>/<account hex>/<upload hex>`, each with what tus must remember of it beside it
 * (`.json`). An upload's offset is the length of its file.
 *
 * It is not `@tus/file-store`, which answers a full disk with an error that does not say so, takes any failed read of
 * the remembered for a missing upload (on which a client throws away what it has sent), makes the folders of accounts
 * that are none, and leaves files and folders to the umask.
 */
export class FolderUploads extends DataStore {
  readonly #folder: string
  override extensions = ['creation', 'creation-with-upload', 'termination']

  /** @param folder exists, and in it a folder for each account */
  constructor(folder: string) {
    super()
    this.#folder = folder
  }

  pathOf(uploadId: string): string {
    return join(this.#folder, nameOfUpload(uploadId))
  }

  override async create(upload: Upload): Promise<Upload> {
    const path = this.pathOf(upload.id)
    const file = await unlessMissing(open(path, 'wx', 0o600))
    if (!file) throw new NoAccountPlace()
    await file.close()
    const info = { size: upload.size, created: upload.creation_date, metadata: upload.metadata }
    await writeFile(infoOf(path), JSON.stringify(info), { mode: 0o600, flag: 'wx' })
    return upload
  }

  override async getUpload(id: string): Promise<Upload> {
    const path = this.pathOf(id)
    const [file, info] = [await statOf(path), await readInfo(path)]
    if (!file || !info) throw new UploadMissing()
    const { size, created, metadata } = info
    return new Upload({
      id,
      size,
      offset: file.length,
      creation_date: created,
      ...(metadata ? { metadata } : {}),
    })
  }

  /** What was taken is on its way to the disk before more of it is, so nothing is written once this has ended. */
  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const file = await unlessMissing(open(this.pathOf(id), 'r+'))
    if (!file) throw new UploadMissing()
    try {
      let position = offset
      for await (const pieces of gathered(stream)) position += await writeWhole(file, pieces, position)
      return position
    } finally {
      await file.close()
    }
  }

  override async remove(id: string): Promise<void> {
    const path = this.pathOf(id)
    await rm(path, { force: true })
    await rm(infoOf(path), { force: true })
  }

  /** Also finds what has only one of its two files. */
  async *list(): AsyncGenerator<{ uploadId: string; changedAt: Date }> {
    for (const account of await namesIn(this.#folder, /^[0-9a-f]{64}$/)) {
      const names = await namesIn(join(this.#folder, account), /^[0-9a-f]{32}(\.json)?$/)
      for (const name of new Set(names.map((file) => file.slice(0, 32)))) {
        const path = join(this.#folder, account, name)
        const found = (await statOf(path)) ?? (await statOf(infoOf(path)))
        if (found) yield { uploadId: `${account}/${name}`, changedAt: found.changedAt }
      }
    }
  }
}

function infoOf(path: string): string {
  return `${path}.json`
}

/** @returns null when there is none, or one that a crash cut short: the client begins again */
async function readInfo(path: string): Promise<z.infer<typeof infoSchema> | null> {
  const text = await unlessMissing(readFile(infoOf(path), 'utf8'))
  if (text === null) return null
  try {
    return infoSchema.parse(JSON.parse(text))
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null
    throw error
  }
}

/** Bytes to write at once: a call for each piece that the network brings costs more than what it writes. */
const GATHERED = 2 ** 20

/** A stream that breaks off gives what came before it broke: the client goes on from there. */
async function* gathered(stream: Readable): AsyncGenerator<Buffer[]> {
  let pieces: Buffer[] = []
  let length = 0
  try {
    for await (const piece of stream) {
      // A stream of bytes yields buffers.
      pieces.push(piece as Buffer)
      length += (piece as Buffer).length
      if (length < GATHERED) continue
      yield pieces
      pieces = []
      length = 0
    }
  } finally {
    if (length > 0) yield pieces
  }
}

/** @returns how many bytes they are */
async function writeWhole(file: FileHandle, pieces: readonly Buffer[], position: number): Promise<number> {
  const { bytesWritten } = await file.writev(pieces, position)
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0)
  // A disk that is nearly full takes a part of it; the rest says why.
  if (bytesWritten < length)
    await writeRest(file, Buffer.concat(pieces).subarray(bytesWritten), position + bytesWritten)
  return length
}

async function writeRest(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let written = 0
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written)
    written += bytesWritten
  }
}
