import pg from 'pg'

/**
 * Who may what: the owner changes the schema, the app works under row security and owns nothing, the watch reads all rows
 * and may freeze accounts.
 */
export interface DatabaseUrls {
  owner: string
  app: string
  watch: string
}

/** Makes the roles, as a superuser, with these passwords; what is there is brought in line. */
export async function createRoles(
  superuserUrl: string,
  passwords: Record<keyof DatabaseUrls, string>,
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of [
      ['image_space_owner', passwords.owner],
      ['image_space_app', passwords.app],
      ['image_space_watch', passwords.watch],
    ] as const) {
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
      const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER'
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
      )
    }
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
    await client.query('GRANT ALL ON SCHEMA public TO image_space_owner')
    await client.query('GRANT USAGE ON SCHEMA public TO image_space_app, image_space_watch')
  })
}

/**
 * Why this role must not serve requests: it could see or change rows past row security. Empty when it may.
 * Asked at each start, of the database itself.
 */
export async function waysAroundRowSecurity(appUrl: string): Promise<string[]> {
  return withClient(appUrl, async (client) => {
    const role = await client.query<{ name: string; super: boolean; bypass: boolean }>(
      'SELECT rolname AS name, rolsuper AS super, rolbypassrls AS bypass FROM pg_roles WHERE rolname = current_user',
    )
    const { name = '', super: isSuper = true, bypass = true } = role.rows[0] ?? {}
    const others = await client.query<{ role: string }>(
      `SELECT rolname AS role FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname <> current_user
         AND pg_has_role(current_user, oid, 'MEMBER')`,
    )
    const owned = await client.query<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')`,
    )
    const open = await client.query<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
         AND (has_any_column_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE')
           OR has_table_privilege(current_user, c.oid, 'DELETE'))`,
    )
    // Row security does not look at this one.
    const emptied = await client.query<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT pg_has_role(current_user, c.relowner, 'USAGE')
         AND has_table_privilege(current_user, c.oid, 'TRUNCATE')`,
    )
    const views = await client.query<{ view: string }>(
      `SELECT c.relname AS view FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('v', 'm') AND has_any_column_privilege(current_user, c.oid, 'SELECT')
         AND NOT coalesce(c.reloptions @> ARRAY['security_invoker=true'], false)`,
    )
    const policies = await client.query<{ table: string }>(
      `SELECT DISTINCT p.tablename AS table FROM pg_policies p
       WHERE p.schemaname = 'public' AND p.permissive = 'PERMISSIVE'
         AND EXISTS (SELECT FROM unnest(p.roles) AS r (name)
           WHERE r.name = 'public' OR pg_has_role(current_user, r.name, 'MEMBER'))
         AND (coalesce(p.qual, p.with_check) <> '(account_id = current_account())'
           OR coalesce(p.with_check, p.qual) <> '(account_id = current_account())')`,
    )
    const named = await client.query<{ account: string | null }>(
      `SELECT nullif(current_setting('app.account', true), '') AS account`,
    )
    return [
      ...(isSuper ? [`The database role ${name} is a superuser.`] : []),
      ...(bypass ? [`The database role ${name} may bypass row security.`] : []),
      ...others.rows.map(
        ({ role }) => `The database role ${name} may become ${role}, which may bypass row security.`,
      ),
      ...owned.rows.map(({ table }) => `The database role ${name} owns the table ${table}.`),
      ...open.rows.map(({ table }) => `The table ${table} has no forced row security.`),
      ...emptied.rows.map(({ table }) => `The database role ${name} may empty the table ${table}.`),
      ...views.rows.map(({ view }) => `The view ${view} shows rows with the rights of its owner.`),
      ...policies.rows.map(({ table }) => `A policy of the table ${table} lets more through than own rows.`),
      ...(named.rows[0]?.account ? ['A new connection already names an account (app.account is set).'] : []),
    ]
  })
}

export async function withClient<Result>(
  url: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url })
  // A connection that breaks between two queries is told by the next one; unheard, it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
