import type { Finding } from './finding.ts'

/** What must hold of the rows, whoever wrote them and whatever constraints still stand. */
export interface Invariant {
  name: string
  /** `null` where nobody's data could have come into anybody's hands. */
  kind: Finding['kind'] | null
  /**
   * Rows `accounts bytea[]`, one for each breach. $1 is the first transaction to look at (xid8 as text), or null for all
   * rows.
   */
  sql: string
}

const since = (table: string) => `($1::xid8 IS NULL OR ${table}.changed >= $1::xid8)`
const zeros = "decode(repeat('00', 32), 'hex')"

function isUnique(table: string, column: string): Invariant {
  return {
    name: `${table}.${column} is given once`,
    kind: 'duplicate-id',
    sql: `SELECT array_agg(DISTINCT account_id) AS accounts FROM ${table}
      WHERE $1::xid8 IS NULL OR ${column} IN (SELECT ${column} FROM ${table} WHERE ${since(table)})
      GROUP BY ${column} HAVING count(*) > 1`,
  }
}

function holds(
  name: string,
  table: string,
  breach: string,
  kind: Invariant['kind'] = 'owner-mismatch',
): Invariant {
  return {
    name,
    kind,
    sql: `SELECT DISTINCT ARRAY[${table}.account_id] AS accounts FROM ${table} WHERE ${since(table)} AND (${breach})`,
  }
}

export const invariants: readonly Invariant[] = [
  holds(
    'an account id is the hash of its genesis key',
    'accounts',
    "account_id <> sha256('is1/account'::bytea || genesis_key)",
  ),
  isUnique('accounts', 'account_id'),
  isUnique('accounts', 'genesis_key'),
  isUnique('accounts', 'member_number'),
  isUnique('identities', 'signing_key'),
  isUnique('credentials', 'sign_in_key'),
  isUnique('credentials', 'recovery_key'),
  isUnique('devices', 'device_key'),
  isUnique('sessions', 'session_id'),
  isUnique('sessions', 'token_hash'),
  isUnique('email_directory', 'lookup'),
  isUnique('email_directory', 'account_id'),
  {
    name: 'an account has one genesis identity, with the key that names it',
    kind: 'owner-mismatch',
    sql: `SELECT ARRAY[accounts.account_id] AS accounts FROM accounts
      LEFT JOIN identities ON identities.account_id = accounts.account_id AND identities.number = 0
      WHERE ($1::xid8 IS NULL OR accounts.changed >= $1::xid8 OR identities.changed >= $1::xid8)
      GROUP BY accounts.account_id, accounts.genesis_key
      HAVING count(identities.number) <> 1 OR min(identities.signing_key) <> accounts.genesis_key`,
  },
  holds('a statement names its account', 'identities', 'substring(statement FROM 4 FOR 32) <> account_id'),
  holds('a certificate names its account', 'devices', 'substring(certificate FROM 4 FOR 32) <> account_id'),
  {
    name: 'a session, its computer and its directory entry are of one account',
    kind: 'session-mismatch',
    sql: `SELECT DISTINCT array_remove(ARRAY[sessions.account_id, devices.account_id, session_directory.account_id], NULL)
        AS accounts
      FROM sessions
      LEFT JOIN devices ON devices.device_key = sessions.device_key
      LEFT JOIN session_directory ON session_directory.token_hash = sessions.token_hash
      WHERE ${since('sessions')} AND (devices.account_id IS DISTINCT FROM sessions.account_id
        OR session_directory.account_id IS DISTINCT FROM sessions.account_id)`,
  },
  holds(
    'a space’s statement names its account',
    'space_keys',
    'substring(statement FROM 4 FOR 32) <> account_id',
  ),
  holds('a record names its account', 'records', 'substring(header FROM 4 FOR 32) <> account_id'),
  holds(
    'a record names its space, body and computer',
    'records',
    `substring(header FROM 37 FOR 16) <> space_id OR substring(header FROM 55 FOR 32) <> sha256(body)
      OR substring(header FROM 89 FOR 32) <> device_key`,
    'log-broken',
  ),
  {
    name: 'a space’s records are one chain without a gap',
    kind: 'log-broken',
    sql: `SELECT DISTINCT ARRAY[r.account_id] AS accounts FROM records r
      LEFT JOIN records p ON p.account_id = r.account_id AND p.space_id = r.space_id AND p.sequence = r.sequence - 1
      WHERE ${since('r')} AND (r.hash <> sha256(coalesce(p.hash, ${zeros}) || sha256(r.header))
        OR (r.sequence > 1 AND p.sequence IS NULL))`,
  },
  {
    name: 'records lie in spaces, and were written by computers, of their account',
    kind: 'owner-mismatch',
    sql: `SELECT DISTINCT ARRAY[r.account_id] AS accounts FROM records r
      LEFT JOIN spaces s ON s.account_id = r.account_id AND s.space_id = r.space_id
      LEFT JOIN devices d ON d.account_id = r.account_id AND d.device_key = r.device_key
      WHERE ${since('r')} AND (s.space_id IS NULL OR d.device_key IS NULL)`,
  },
  holds(
    'a blob’s statement names its account and the blob',
    'blobs',
    'substring(statement FROM 4 FOR 32) <> account_id OR substring(statement FROM 38 FOR 32) <> blob_id',
  ),
  {
    name: 'an access log is one chain without a gap',
    kind: 'log-broken',
    sql: `SELECT DISTINCT ARRAY[a.account_id] AS accounts FROM accesses a
      LEFT JOIN accesses p ON p.account_id = a.account_id AND p.sequence = a.sequence - 1
      WHERE ${since('a')} AND (a.hash <> sha256(coalesce(p.hash, ${zeros}) || sha256(a.entry))
        OR (a.sequence > 1 AND p.sequence IS NULL) OR substring(a.entry FROM 4 FOR 32) <> a.account_id)`,
  },
  {
    name: 'an access log ends where its head says',
    kind: 'log-broken',
    sql: `SELECT DISTINCT ARRAY[h.account_id] AS accounts FROM access_heads h
      LEFT JOIN LATERAL (SELECT sequence, hash FROM accesses a WHERE a.account_id = h.account_id
        ORDER BY sequence DESC LIMIT 1) last ON true
      WHERE ($1::xid8 IS NULL OR EXISTS (SELECT FROM accesses a WHERE a.account_id = h.account_id AND a.changed >= $1::xid8))
        AND (last.sequence IS DISTINCT FROM h.sequence OR last.hash IS DISTINCT FROM h.hash)`,
  },
  {
    name: 'nobody was served what is another’s',
    kind: 'owner-mismatch',
    sql: `SELECT DISTINCT ARRAY[account_id, actor] AS accounts FROM accesses
      WHERE ${since('accesses')} AND actor <> account_id`,
  },
  {
    name: 'used and reserved room are the sums of blobs and uploads',
    kind: null,
    sql: `SELECT ARRAY[a.account_id] AS accounts FROM accounts a
      WHERE ${since('a')} AND (
        a.used_bytes <> (SELECT coalesce(sum(length), 0) FROM blobs b WHERE b.account_id = a.account_id)
        OR a.reserved_bytes <> (SELECT coalesce(sum(length), 0) FROM uploads u WHERE u.account_id = a.account_id))`,
  },
]
