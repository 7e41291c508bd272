import type { Route } from './route.ts'
import { account, devices } from './routes/account.ts'
import { blobs, uploads } from './routes/blobs.ts'
import { login } from './routes/login.ts'
import { registration } from './routes/registration.ts'
import { server } from './routes/server.ts'
import { sessions } from './routes/sessions.ts'
import { records, spaces } from './routes/spaces.ts'
import { trust } from './routes/trust.ts'

/** Everything a client can ask of a server. */
export const api = {
  server,
  registration,
  login,
  account,
  devices,
  sessions,
  spaces,
  records,
  blobs,
  uploads,
  trust,
}

export const allRoutes: readonly Route[] = Object.values(api).flatMap((group) => Object.values<Route>(group))
