import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { StaticDocumentSpec } from '@fastify/swagger'
import { openApiDocument } from './openapi.ts'

/** The API's document at /docs/json, and a page to read it at /docs. */
export async function serveApiPage(app: FastifyInstance): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(swagger, {
      mode: 'static',
      // The plugin's types end before OpenAPI 3.1; what it does with the document does not.
      specification: { document: openApiDocument() as unknown as StaticDocumentSpec['document'] },
    })
    await pages.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
  })
}
