/** One change of code that decides who may see what; some test must notice it. */
export interface Mutant {
  file: string
  find: string
  put: string
}

const of = (file: string, ...changes: [find: string, put: string][]): Mutant[] =>
  changes.map(([find, put]) => ({ file: `src/${file}`, find, put }))

export const mutants: readonly Mutant[] = [
  ...of(
    'server/http/authorise.ts',
    ['if (session === null) throw notAccepted()', ''],
    ['session.frozenFor !== null', 'false'],
    ["route.rule !== 'unlock' && !session.certified", 'false'],
    ["route.rule !== 'unlock' &&", "route.rule === 'own-signed' &&"],
    ["if (route.rule === 'own-signed') requireSignature(session, call, origin)", ''],
    ['session.writesStopped &&', 'false &&'],
    ["route.method !== 'GET' && route.method !== 'HEAD'", "route.method === 'POST'"],
    ["if (!signature) throw new Error('not signed')", 'if (!signature) return'],
    ['Object.freeze({ account: session.account,', '({ account: session.account,'],
  ),
  ...of(
    'server/http/received-call.ts',
    ['if (!token) throw notAccepted()', ''],
    ['if (!nonce) throw', 'if (false) throw'],
    ['{43}', '+'],
  ),
  ...of(
    'server/http/access.ts',
    ['if (foreign) throw new ForeignObject(foreign, access)', ''],
    ['!access.account.equals(owner)', 'false'],
  ),
  ...of(
    'server/http/bound-answer.ts',
    [
      'encodeBound({ method, path, nonce, account, status, content })',
      "encodeBound({ method, path: '', nonce, account, status, content })",
    ],
    ["update('is1/bind')", "update('is1/bound')"],
    ["'private, no-store'", "'public, max-age=60'"],
  ),
  ...of(
    'server/http/serve-routes.ts',
    ['options.assertOwned(owned, access)', ''],
    ['if (answered === null) throw notAccepted()', 'if (answered === null) return'],
    ["if (route.method === 'GET') await options.accessLog.note(entries)", ''],
  ),
  ...of(
    'server/accounts/login.ts',
    ['requireLogin(proof ?? publicKeyOf(keys.decoy), login, body.signature)', ''],
    ['requireLogin(body.device, login, body.deviceSignature)', ''],
    ['!taken.lookup.equals(lookup)', 'false'],
    ["taken.purpose === 'register'", 'false'],
    ['if (known?.revoked_at) throw notAccepted()', ''],
    ['if (frozenFor)', 'if (false)'],
    ['if (!access.device.equals(device.key))', 'if (false)'],
    ['await noteFailedLogin(store, lookup, network)', ''],
    ['const wait = await loginWait(store, lookup, network)', 'const wait = 0'],
  ),
  ...of(
    'server/accounts/registration.ts',
    ["taken?.purpose !== 'register' || !taken.lookup.equals(lookup)", "taken?.purpose !== 'register'"],
    ['await requireRegistration(genesisKey, registration, body.signature)', ''],
    ['await requireRegistration(device, registration, body.deviceSignature)', ''],
    ['await followIdentity(account, [body.statement])', ''],
  ),
  ...of(
    'server/accounts/account.ts',
    ['await endSessions(store, { allBut: access.session })', ''],
    ['  throw notAccepted()\n}', '}'],
  ),
  ...of('server/accounts/sessions.ts', ['await endSessions(store, params)\n    note', 'note']),
  ...of(
    'server/content/records.ts',
    ['access.account.equals(header.owner) &&', ''],
    ['access.device.equals(header.device) &&', ''],
    ['equal(header.space, space) &&', ''],
    ['if (!known.equals(query.hash))', 'if (false)'],
  ),
  ...of('server/keys/openssl-signature.ts', ['throw new NotAuthentic()', 'return']),
  ...of('server/content/spaces.ts', ['!access.account.equals(of.owner) ||', '']),
  ...of(
    'server/content/uploads.ts',
    ['!access.account.equals(statement.owner) ||', ''],
    ['if (length === null) throw noUpload()\n    return', 'return'],
    ['sha256.equals(declared) &&', ''],
  ),
  ...of(
    'server/store/store.ts',
    ["if (own.length !== 32) throw new RangeError('an account id has 32 bytes')", ''],
    ['broken || asker?.aborted === true', 'broken'],
  ),
  ...of(
    'server/database/migrations/0003-trust.ts',
    ['s.expires_at > now() AND', ''],
    ["AND s.last_used_at > now() - interval '30 days'", ''],
    ['s.revoked_at IS NULL AND', ''],
    ['AND d.revoked_at IS NULL', ''],
    ['AND s.account_id = y.account_id', ''],
  ),
  ...of(
    'server/database/migrations/0001-accounts.ts',
    [
      "EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);\n      EXECUTE format(\n",
      'EXECUTE format(\n',
    ],
    ['USING (account_id = current_account())', 'USING (true)'],
    ['IS DISTINCT FROM with_code', 'IS DISTINCT FROM found.code_hash'],
    ['found.tries >= 5', 'false'],
    ['found.expires_at < now() OR', ''],
  ),
  ...of('shared/space/client/connection.ts', [
    'if (!isBound(received, expected)) throw new ForeignAnswer()',
    '',
  ]),
  ...of(
    'shared/space/client/space-log.ts',
    ['equal(stated.owner, member.session.account) &&', ''],
    ['equal(header.owner, account) &&', ''],
    ['(await isOurs(header.device)) &&', ''],
  ),
]
