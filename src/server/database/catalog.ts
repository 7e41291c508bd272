import type pg from 'pg'

export interface Column {
  name: string
  /** As SQL writes it, such as `bytea` or `timestamp with time zone`. */
  type: string
}

export interface Table {
  name: string
  /** As they were made. Transaction numbers are left out: in another database they mean nothing. */
  columns: Column[]
  /** Columns of the primary key. */
  key: string[]
}

/** Numbers that a table gives to its rows, one after another. */
export interface Sequence {
  table: string
  column: string
  /** Name of the sequence itself, as SQL writes it. */
  name: string
}

/** What the schema says of itself is not data: it is made anew by the steps that it counts. */
const VERSIONS = 'schema_versions'

/** Number of the schema's last step; 0 where there is none yet. */
export async function schemaVersion(client: pg.ClientBase): Promise<number> {
  const known = await client.query<{ is: boolean }>(
    `SELECT to_regclass('public.${VERSIONS}') IS NOT NULL AS is`,
  )
  if (!known.rows[0]?.is) return 0
  const { rows } = await client.query<{ version: number }>(
    `SELECT coalesce(max(version), 0) AS version FROM ${VERSIONS}`,
  )
  return rows[0]?.version ?? 0
}

/** All tables with data that are the role's own, each behind those that it refers to. */
export async function readTables(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table & { refers: string[] }>(
    `SELECT c.relname AS name,
       (SELECT jsonb_agg(jsonb_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod))
          ORDER BY a.attnum)
        FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
          AND a.atttypid <> 'xid8'::regtype) AS columns,
       (SELECT jsonb_agg(a.attname ORDER BY k.at)
        FROM pg_index i CROSS JOIN unnest(i.indkey::int[]) WITH ORDINALITY AS k (attnum, at)
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.attnum
        WHERE i.indrelid = c.oid AND i.indisprimary) AS key,
       (SELECT coalesce(jsonb_agg(DISTINCT other.relname), '[]')
        FROM pg_constraint f JOIN pg_class other ON other.oid = f.confrelid
        WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid) AS refers
     FROM pg_class c
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> $1
       AND c.relowner = current_user::regrole
     ORDER BY c.relname`,
    [VERSIONS],
  )
  const ordered: Table[] = []
  const left = [...rows]
  while (left.length > 0) {
    const at = left.findIndex(({ refers }) => refers.every((name) => ordered.some((of) => of.name === name)))
    const [next] = left.splice(at, 1)
    if (at < 0 || !next) throw new Error('tables of the schema refer to each other in a circle')
    ordered.push({ name: next.name, columns: next.columns, key: next.key })
  }
  return ordered
}

/** Those of the same tables. */
export async function readSequences(client: pg.ClientBase): Promise<Sequence[]> {
  const { rows } = await client.query<Sequence>(
    `SELECT c.relname AS table, a.attname AS column,
       pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS name
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''
       AND c.relowner = current_user::regrole
     ORDER BY 1, 2`,
  )
  return rows
}
