import { expect, test } from 'vitest'
import { stateBlob } from '../../../../src/shared/crypto/blob-statement.ts'
import { publicKeyOf } from '../../../../src/shared/crypto/signature.ts'
import { sha256 } from '../../../../src/shared/crypto/web-crypto.ts'
import { api } from '../../../../src/shared/space/api.ts'
import { uploadSmall } from '../../../../src/shared/space/client/upload.ts'
import type { Member, Tools } from '../../../../src/shared/space/client/member.ts'
import { headOf, openSocket } from '../raw-socket.ts'
import { random } from '../scratch-server.ts'
import type { Clients } from './server-under-test.ts'

const HANG_UPS = 10

/** Uploads that go on, and blobs that are read, whichever process is asked. */
export function testBlobs(clients: () => Clients): void {
  /** Says that an upload is whole. @returns the server's receipt */
  async function complete(tools: Tools, { session }: Member, upload: string, bytes: Uint8Array) {
    const statement = stateBlob(session.deviceSeed, {
      ...{ owner: session.account, blob: await sha256(new Uint8Array(bytes)), length: bytes.length },
      device: publicKeyOf(session.deviceSeed),
    })
    const params = { upload: Buffer.from(upload, 'base64url') }
    return (await tools.connection.askAs(session, api.uploads.complete, { params, body: { statement } }))
      .receipt
  }

  const tus = { 'tus-resumable': '1.0.0' }
  const patch = (offset: number) => ({
    ...{ ...tus, 'upload-offset': String(offset) },
    'content-type': 'application/offset+octet-stream',
  })

  async function begin({ connection }: Tools, { session }: Member, length: number): Promise<string> {
    const headers = { ...tus, 'upload-length': String(length) }
    const created = await connection.sendRaw(session, 'POST', '/v1/uploads', headers, null)
    expect(created.status).toBe(201)
    return created.header('location')!.split('/').at(-1)!
  }

  async function arrived({ connection }: Tools, { session }: Member, upload: string): Promise<number> {
    const asked = await connection.sendRaw(session, 'HEAD', `/v1/uploads/${upload}`, tus, null)
    expect(asked.status).toBe(200)
    return Number(asked.header('upload-offset'))
  }

  /**
   * Sends what is missing, as clients do: asks how much has arrived, and asks again where that was not so any more, or
   * where the call had to give way to another computer's.
   */
  async function sendRest(tools: Tools, member: Member, upload: string, bytes: Uint8Array): Promise<void> {
    for (;;) {
      const offset = await arrived(tools, member, upload)
      if (offset === bytes.length) return
      const sent = tools.connection.sendRaw(
        ...([member.session, 'PATCH', `/v1/uploads/${upload}`, patch(offset)] as const),
        bytes.subarray(offset),
      )
      const status = await sent.then(
        (answer) => answer.status,
        (error: unknown) => {
          // A call that gives way may end with its connection.
          if (!(error instanceof TypeError)) throw error
          return 400
        },
      )
      expect([204, 400, 409]).toContain(status)
    }
  }

  test('an upload that breaks off at one process goes on at the other', async () => {
    const { desk } = await clients().twoComputers()
    const bytes = random.bytes(400_000)
    const upload = await begin(clients().at(0), desk, bytes.length)
    const { status } = await clients()
      .at(0)
      .connection.sendRaw(
        ...([desk.session, 'PATCH', `/v1/uploads/${upload}`, patch(0)] as const),
        bytes.subarray(0, 150_000),
      )
    expect(status).toBe(204)
    expect(await arrived(clients().at(1), desk, upload)).toBe(150_000)
    const cut = await openSocket(clients().server.processes[0])
    const headers = { ...patch(150_000), ...clients().at(0).connection.credentials(desk.session) }
    cut.send(headOf('PATCH', `/v1/uploads/${upload}`, { ...headers, 'content-length': 200_000 }))
    cut.send(bytes.subarray(150_000, 250_000))
    cut.destroy()
    await sendRest(clients().at(1), desk, upload, bytes)
    await complete(clients().at(0), desk, upload, bytes)
    const kept = await clients()
      .at(1)
      .connection.fetchBlob(desk.session, api.blobs.read, await sha256(bytes))
    expect(Buffer.from(kept).equals(bytes)).toBe(true)
  })

  test('an upload that two processes write to and complete at once is one blob, counted once', async () => {
    const { desk, laptop } = await clients().twoComputers()
    const bytes = random.bytes(300_000)
    const upload = await begin(clients().anywhere(), desk, bytes.length)
    await Promise.all([
      sendRest(clients().at(0), desk, upload, bytes),
      sendRest(clients().at(1), laptop, upload, bytes),
    ])
    const receipts = await Promise.all(
      [0, 1].map((process) => complete(clients().at(process), desk, upload, bytes)),
    )
    expect(receipts[1]).toEqual(receipts[0])
    const { connection } = clients().anywhere()
    const { usedBytes, reservedBytes } = await connection.askAs(desk.session, api.account.describe, {})
    expect([usedBytes, reservedBytes]).toEqual([bytes.length, 0])
  })

  test('a blob is read whole and in ranges, also after others who asked for it have hung up', async () => {
    const { desk } = await clients().twoComputers()
    const { key } = await clients().anywhere().connection.ask(api.server.describe, {})
    const bytes = random.bytes(4_000_000)
    const { object: blob } = await uploadSmall(clients().at(0), desk.session, key, bytes)
    const path = `/v1/blobs/${Buffer.from(blob).toString('base64url')}`
    await Promise.all(
      Array.from({ length: HANG_UPS }, async () => {
        const socket = await openSocket(clients().server.processes[1])
        socket.send(headOf('GET', path, clients().at(1).connection.credentials(desk.session)))
        expect(await socket.until((text) => text.includes('\r\n\r\n'))).toContain('HTTP/1.1 200')
        socket.destroy()
      }),
    )
    for (const process of [0, 1]) {
      const { connection } = clients().at(process)
      const read = (range?: { first: number; last: number }) =>
        connection.fetchBlob(desk.session, api.blobs.read, blob, range).then((part) => Buffer.from(part))
      expect((await read()).equals(bytes)).toBe(true)
      for (const [first, last] of [
        [0, 0],
        [1_000_000, 1_999_999],
        [3_999_999, 3_999_999],
      ] as const)
        expect((await read({ first, last })).equals(bytes.subarray(first, last + 1))).toBe(true)
      await expect(read({ first: 4_000_000, last: 4_000_001 })).rejects.toMatchObject({ code: 'bad-input' })
    }
  })
}
