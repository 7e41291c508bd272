import pg from 'pg'

/** Who may what: the owner changes the schema, the app works under row security and owns nothing. */
export interface DatabaseUrls {
  owner: string
  app: string
}

/** Makes both roles, as a superuser, with these passwords; what is there is brought in line. */
export async function createRoles(
  superuserUrl: string,
  passwords: { owner: string; app: string },
): Promise<void> {
  await withClient(superuserUrl, async (client) => {
    for (const [role, password] of [
      ['image_space_owner', passwords.owner],
      ['image_space_app', passwords.app],
    ] as const) {
      const known = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [role])
      const verb = known.rowCount === 0 ? 'CREATE' : 'ALTER'
      await client.query(
        `${verb} ROLE ${role} LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD ${client.escapeLiteral(password)}`,
      )
    }
    await client.query('REVOKE ALL ON SCHEMA public FROM PUBLIC')
    await client.query('GRANT ALL ON SCHEMA public TO image_space_owner')
    await client.query('GRANT USAGE ON SCHEMA public TO image_space_app')
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
    const owned = await client.query<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND pg_has_role(current_user, c.relowner, 'USAGE')`,
    )
    const open = await client.query<{ table: string }>(
      `SELECT c.relname AS table FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
         AND has_table_privilege(current_user, c.oid, 'SELECT, INSERT, UPDATE, DELETE')`,
    )
    return [
      ...(isSuper ? [`The database role ${name} is a superuser.`] : []),
      ...(bypass ? [`The database role ${name} may bypass row security.`] : []),
      ...owned.rows.map(({ table }) => `The database role ${name} owns the table ${table}.`),
      ...open.rows.map(({ table }) => `The table ${table} has no forced row security.`),
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
