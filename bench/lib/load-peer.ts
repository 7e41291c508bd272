import { randomBytes } from 'node:crypto'
import { closeSync, createWriteStream, fsyncSync, openSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import Fastify from 'fastify'
import pg from 'pg'
import { attachEmbeddedDatabase } from '../../src/server/database/embedded-database.ts'

// The bare minimum of the same work: fastify and pg with one row-secured transaction a call, node:http that writes and syncs.
const folder = process.argv[2]!
const urls = await attachEmbeddedDatabase(join(folder, 'postgres'))
if (!urls) throw new Error('the server comes first')
const owner = new pg.Pool({ connectionString: urls.owner, max: 1 })
await owner.query(`
  CREATE TABLE bare (account_id bytea NOT NULL, id bigint GENERATED ALWAYS AS IDENTITY, body bytea NOT NULL,
    PRIMARY KEY (account_id, id));
  ALTER TABLE bare ENABLE ROW LEVEL SECURITY;
  ALTER TABLE bare FORCE ROW LEVEL SECURITY;
  CREATE POLICY own ON bare USING (account_id = current_account()) WITH CHECK (account_id = current_account());
  GRANT SELECT, INSERT ON bare TO image_space_app;`)
await owner.end()
const app = new pg.Pool({ connectionString: urls.app, max: 10 })
const account = randomBytes(32)

async function transaction(sql: string, values: unknown[]): Promise<Buffer | undefined> {
  const client = await app.connect()
  try {
    await client.query('BEGIN')
    await client.query("SELECT set_config('app.account', $1, true)", [account.toString('hex')])
    const { rows } = await client.query<{ body: Buffer }>(sql, values)
    await client.query('COMMIT')
    return rows[0]?.body
  } finally {
    client.release()
  }
}

const pages = Fastify()
pages.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
  done(null, body),
)
pages.post('/append', async ({ body }) => {
  await transaction('INSERT INTO bare (account_id, body) VALUES ($1, $2)', [account, body])
  return { done: true }
})
pages.get('/read', () => transaction('SELECT body FROM bare WHERE account_id = $1 LIMIT 1', [account]))
await transaction('INSERT INTO bare (account_id, body) VALUES ($1, $2)', [account, randomBytes(1000)])
const origin = await pages.listen({ host: '127.0.0.1', port: 0 })

const files = createServer((incoming, answer) => {
  const file = openSync(join(folder, `bare-${randomBytes(8).toString('hex')}`), 'wx')
  void pipeline(incoming, createWriteStream('', { fd: file, autoClose: false })).then(() => {
    fsyncSync(file)
    closeSync(file)
    answer.end('done')
  })
})
await new Promise<void>((listening) => files.listen(0, '127.0.0.1', listening))
// A server that listens on a port has an address of this kind.
const { port } = files.address() as AddressInfo
console.log(JSON.stringify({ origin, files: `http://127.0.0.1:${port}` }))
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
