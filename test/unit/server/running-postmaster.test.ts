import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findPostmaster } from '../../../src/server/database/running-postmaster.ts'

/** A PostgreSQL, as far as it refuses everybody who comes. @returns its port */
async function refusing(code: string): Promise<number> {
  const fields = `SFATAL\0VFATAL\0C${code}\0Mnot you\0\0`
  const head = Buffer.alloc(5, 'E')
  head.writeUInt32BE(4 + fields.length, 1)
  const server = createServer((socket) =>
    socket.once('data', () => socket.end(head.toString('latin1') + fields)),
  )
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port // It listens on a port.
}

/** A data folder in which a living process is noted. */
function notedAt(port: number): string {
  const data = mkdtempSync(join(tmpdir(), 'image-space-postmaster-'))
  onTestFinished(() => rmSync(data, { recursive: true }))
  writeFileSync(join(data, 'postmaster.pid'), `${process.pid}\n${data}\n0\n${port}\n`)
  return data
}

test.each(['28P01', '28000'])('a PostgreSQL that lets us not in with %s is another’s', async (code) => {
  const urlAt = (port: number) => `postgresql://postgres:x@127.0.0.1:${port}/postgres`
  expect(await findPostmaster(notedAt(await refusing(code)), urlAt)).toBeNull()
})

test('what it says otherwise is told', async () => {
  const urlAt = (port: number) => `postgresql://postgres:x@127.0.0.1:${port}/postgres`
  await expect(findPostmaster(notedAt(await refusing('53300')), urlAt)).rejects.toThrow('not you')
})
