import { readFileSync } from 'node:fs'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import { expect, test, vi } from 'vitest'
import { verifyHeader } from '../../../src/server/content/verify-header.ts'
import { ownerIn } from '../../../src/server/content/owner-in.ts'
import { bindingOf } from '../../../src/server/http/bound-answer.ts'
import { receiveCall } from '../../../src/server/http/received-call.ts'
import { append, emptyLog } from '../../../src/server/store/record-log.ts'
import { Closing } from '../../../src/server/store/closing.ts'
import type { Tables } from '../../../src/server/store/tables.ts'
import { signCheckpoints } from '../../../src/server/watch/checkpoints.ts'
import { WatchDatabase } from '../../../src/server/watch/watch-database.ts'
import { parseHeader } from '../../../src/shared/crypto/record-header.ts'
import { vectorsSchema } from '../../fixtures/is1/vectors.ts'

// What the server does by itself, beside the suite, gives the known answers too.

const path = join(import.meta.dirname, '../../fixtures/is1/vectors.json')
const vectors = vectorsSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
const bytes = (hex: string) => Buffer.from(hex, 'hex')

test('the server takes all known headers, and reads from them whose they are', () => {
  for (const { header, owner } of vectors.headers) {
    expect(verifyHeader(bytes(header))).toEqual(parseHeader(bytes(header)).header)
    expect(ownerIn(bytes(header))).toEqual(bytes(owner))
  }
  for (const { statement, owner } of [...vectors.spaceStatements, ...vectors.blobStatements])
    expect(ownerIn(bytes(statement))).toEqual(bytes(owner))
  for (const { owner, accesses } of vectors.accessLogs)
    for (const { entry } of accesses) expect(ownerIn(bytes(entry))).toEqual(bytes(owner))
  for (const { account, statements } of vectors.identities)
    for (const statement of statements) expect(ownerIn(bytes(statement))).toEqual(bytes(account))
  for (const { account, certificate } of vectors.devices)
    expect(ownerIn(bytes(certificate))).toEqual(bytes(account))
})

test('the server’s logs have the known hashes', async () => {
  const rows = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (database) => new PostgresIntrospector(database),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
  for (const { account, space, records } of vectors.recordLogs) {
    const added = records.map(({ header, sealed }) => ({
      header: bytes(header),
      body: bytes(sealed),
      device: parseHeader(bytes(header)).header.device as Buffer, // As the server has it.
      deviceSequence: parseHeader(bytes(header)).header.deviceSequence,
    }))
    const store = { account: bytes(account), rows, closing: new Closing() }
    for (const [index, { hash }] of records.entries()) {
      const head = append(store, bytes(space), emptyLog, added.slice(0, index + 1))
      expect(head).toEqual({ sequence: index + 1, hash: bytes(hash) })
    }
  }
})

test('the watch signs the known checkpoints', async () => {
  for (const { serverSeed, account, sequence, hash, at, signature } of vectors.checkpoints) {
    const database = new WatchDatabase('postgres://nobody@localhost:1/none')
    const row = { account_id: bytes(account), sequence: String(sequence), hash: bytes(hash) }
    const rows = vi.spyOn(database, 'rows').mockResolvedValueOnce([row]).mockResolvedValueOnce([])
    const none = Buffer.alloc(32)
    const keys = { signing: bytes(serverSeed), email: none, lookup: none, decoy: none }
    expect(await signCheckpoints(database, keys, at)).toBe(1)
    const kept = [bytes(account), String(sequence), bytes(hash), at, bytes(signature)]
    expect(rows.mock.lastCall?.[1]).toEqual(kept)
    await database.close()
  }
})

test('the server binds its answers as is known', () => {
  for (const { token, nonce, account, status, content, binding, method, path: asked } of vectors.bindings) {
    const headers = {
      authorization: `Bearer ${bytes(token).toString('base64url')}`,
      'is-nonce': bytes(nonce).toString('base64url'),
    }
    const request = Object.assign(new IncomingMessage(new Socket()), { method, url: asked, headers })
    const call = receiveCall(request, Buffer.alloc(0))
    expect(bindingOf({ call, account: bytes(account) }, status, bytes(content))).toBe(
      bytes(binding).toString('base64url'),
    )
  }
})
