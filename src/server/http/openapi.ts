import { z } from 'zod'
import { allRoutes } from '../../shared/space/api.ts'
import { refusalSchema } from '../../shared/space/refusal.ts'
import type { Route } from '../../shared/space/route.ts'

const rules = {
  open: 'Needs no credentials.',
  unlock: 'Needs a session, also of a computer that is not certified yet.',
  own: 'Needs a session of a certified computer.',
  'own-signed': 'Needs a session of a certified computer, and IS-Signature by its key.',
}

/** The API as OpenAPI 3.1 says it, made from the routes themselves. */
export function openApiDocument() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of allRoutes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Image Space server',
      version: '1',
      description:
        'Bytes in JSON are base64url without padding. A private call carries Authorization: Bearer TOKEN and IS-Nonce ' +
        '(16 random bytes); its answer carries IS-Bind, which binds it to account, session and question (docs/crypto.md).',
    },
    paths,
    components: {
      securitySchemes: { session: { type: 'http', scheme: 'bearer' } },
      schemas: { Refusal: schema(refusalSchema) },
    },
  }
}

function operation(route: Route) {
  const type = route.encoding === 'cbor' ? 'application/cbor' : 'application/json'
  const whole = route.encoding === 'json' || route.encoding === 'cbor'
  return {
    summary: route.does,
    description: rules[route.rule],
    ...(route.rule !== 'open' && { security: [{ session: [] }] }),
    parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
    ...(whole && route.method !== 'GET' && !isNothing(route.body)
      ? { requestBody: { required: true, content: { [type]: { schema: schema(route.body) } } } }
      : {}),
    responses: {
      200: whole
        ? { description: 'Done', content: { [type]: { schema: schema(route.answer) } } }
        : { description: `As ${route.encoding} does it` },
      default: {
        description: 'Refused',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
      },
    },
  }
}

function parameters(of: z.ZodType, where: 'path' | 'query') {
  const { properties = {}, required = [] } = schema(of)
  return Object.entries(properties).map(([name, described]) => ({
    ...{ name, in: where, schema: described },
    required: where === 'path' || required.includes(name),
  }))
}

/** As it goes over the wire; what is bytes in CBOR is a text of bytes here. */
function schema(of: z.ZodType) {
  const { $schema: _, ...described } = z.toJSONSchema(of, { io: 'input', unrepresentable: 'any' })
  return described
}

function isNothing(body: z.ZodType): boolean {
  return body.safeParse(undefined).success
}
