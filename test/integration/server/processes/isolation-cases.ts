import { expect, test } from 'vitest'
import { api } from '../../../../src/shared/space/api.ts'
import { call, keptConnections } from '../http-call.ts'
import { callOf, namedOf, nameOf, ofNobody, pathOf, privateRoutes } from '../route-requests.ts'
import { addWholeMember, ARRIVED } from '../whole-member.ts'
import type { Clients } from './server-under-test.ts'

/** What one member has, another does not get at any process. */
export function testIsolation(clients: () => Clients): void {
  test('what is another’s is answered at every process like what is nobody’s', async () => {
    const tools = { tools: () => clients().anywhere() }
    const [one, other] = [await addWholeMember(tools), await addWholeMember(tools)]
    const agent = keptConnections(1)
    const named = await namedOf(clients().anywhere(), other)
    const nobody = ofNobody(named)
    const routes = privateRoutes.filter(({ path }) => path.includes(':'))
    expect(routes.length).toBeGreaterThan(8)
    for (const process of clients().server.processes)
      for (const route of routes) {
        const ask = async (what: typeof named) => {
          const asked = await callOf(route, clients().server.origin, one.member.session, what)
          const { status, headers, body } = await call(agent, process, asked)
          return [nameOf(route), status, headers, body.toString('latin1')]
        }
        const said = await ask(named)
        expect(said).toEqual(await ask(nobody))
        expect(said[1]).toBe(404)
      }
    agent.destroy()
    const { connection } = clients().anywhere()
    const { session } = other.member
    for (const [hex, bytes] of other.blobs) {
      const kept = await connection.fetchBlob(session, api.blobs.read, Buffer.from(hex, 'hex'))
      expect(Buffer.from(kept).equals(bytes)).toBe(true)
    }
    const path = pathOf(api.uploads.offset.path, other.ids)
    const upload = await connection.sendRaw(session, 'HEAD', path, { 'tus-resumable': '1.0.0' }, null)
    expect(upload.header('upload-offset')).toBe(String(ARRIVED))
    await connection.askAs(other.laptop.session, api.account.describe, {})
  })
}
