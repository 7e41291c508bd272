import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { databaseOf } from '../config/values.ts'
import type { DatabaseUrls } from '../database/roles.ts'
import { createRoles, withClient } from '../database/roles.ts'

/**
 * Makes the three roles of a server in a database of one's own, each with a password that is drawn here.
 * @param superuserUrl names the database too
 * @returns their addresses, and whether the roles were there before and have new passwords now
 * @throws Error that repeats nothing of the address
 */
export async function makeDatabaseRoles(
  superuserUrl: string,
): Promise<{ urls: DatabaseUrls; wereThere: boolean }> {
  if (databaseOf(superuserUrl) === null || new URL(superuserUrl).pathname.length < 2)
    throw new Error(
      '--superuser-url is not the address of a database. Nothing was made: give ' +
        'postgresql://ROLE@HOST/DATABASE, with special characters percent-encoded, and the password in it or in PGPASSWORD.',
    )
  const draw = () => randomBytes(24).toString('hex')
  const passwords = { owner: draw(), app: draw(), watch: draw() }
  const made = await make(superuserUrl, passwords).catch(reasonOf)
  // Nothing of what the driver threw goes along: it was given the address.
  if (typeof made === 'string')
    throw new Error(
      `The roles could not be made: ${made}. Check the address, and that its role is a superuser.`,
    )
  const url = (role: keyof DatabaseUrls) => urlOf(superuserUrl, `image_space_${role}`, passwords[role])
  return { urls: { owner: url('owner'), app: url('app'), watch: url('watch') }, ...made }
}

async function make(superuserUrl: string, passwords: DatabaseUrls): Promise<{ wereThere: boolean }> {
  const { rowCount } = await withClient(superuserUrl, (client) =>
    client.query(
      "SELECT FROM pg_roles WHERE rolname IN ('image_space_owner', 'image_space_app', 'image_space_watch')",
    ),
  )
  await createRoles(superuserUrl, passwords)
  return { wereThere: rowCount !== 0 }
}

/** The same database for another role; options such as `sslmode` stay. */
function urlOf(superuserUrl: string, role: string, password: string): string {
  const url = new URL(superuserUrl)
  url.username = role
  url.password = password
  for (const name of ['user', 'password']) url.searchParams.delete(name)
  return url.href
}

function reasonOf(error: unknown): string {
  // The database quotes no password; of anything else only its code is told.
  if (error instanceof pg.DatabaseError) return error.message
  return error instanceof Error && 'code' in error ? String(error.code) : 'no answer'
}
