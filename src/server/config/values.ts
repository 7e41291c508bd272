import { accessSync, constants, statSync } from 'node:fs'
import { isIP } from 'node:net'
import { isBareAddress } from '../mail/address.ts'

// Each takes the text of a variable and answers null for what it does not take.

export function hostOf(text: string): string | null {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : null
}

export function portOf(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null
}

export function switchOf(text: string): boolean | null {
  return text === '1' ? true : text === '0' ? false : null
}

/** An origin: scheme, host and port. */
export function originOf(text: string): URL | null {
  const url = urlOf(text, ['http:', 'https:'])
  return url !== null && url.href === `${url.origin}/` ? url : null
}

/** A service that speaks HTTP; its credentials are not part of it. */
export function endpointOf(text: string): string | null {
  const url = urlOf(text, ['http:', 'https:'])
  return url !== null && url.href === `${url.origin}${url.pathname}` ? text : null
}

/** A mail server, with user and password or neither. */
export function mailServerOf(text: string): string | null {
  const url = urlOf(text, ['smtp:', 'smtps:'])
  if (url === null || (url.username === '') !== (url.password === '')) return null
  return /^\/?$/.test(`${url.pathname}${url.search}${url.hash}`) ? text : null
}

export interface DatabaseUrl {
  url: string
  role: string
}

/** A database with the role that signs in to it. */
export function databaseOf(text: string): DatabaseUrl | null {
  const url = urlOf(text, ['postgresql:', 'postgres:'])
  if (url === null) return null
  // As pg reads it: the query wins.
  const role = url.searchParams.get('user') || decodeURIComponent(url.username)
  return role === '' ? null : { url: text, role }
}

export function readableFileOf(path: string): string | null {
  try {
    accessSync(path, constants.R_OK)
    return statSync(path).isFile() ? path : null
  } catch {
    return null
  }
}

/** As S3 names them: 3 to 63 small letters, digits, dots and dashes. */
export function bucketOf(text: string): string | null {
  return /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text) ? text : null
}

export function regionOf(text: string): string | null {
  return /^[a-z0-9-]+$/i.test(text) ? text : null
}

export function addressOf(text: string): string | null {
  return isBareAddress(text) ? text : null
}

export function addressesOf(text: string): string[] | null {
  const addresses = text.split(',').map((each) => each.trim())
  return addresses.every(isBareAddress) ? addresses : null
}

/** Gigabytes of 10^9 bytes, as drives are sold. @returns whole bytes, above 0 */
export function gigabytesOf(text: string): number | null {
  const bytes = /^\d+(\.\d+)?$/.test(text) ? Math.round(Number(text) * 1e9) : 0
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : null
}

/** A URL with a host, whose user and password can be decoded. */
function urlOf(text: string, schemes: readonly string[]): URL | null {
  try {
    const url = new URL(text)
    decodeURIComponent(`${url.username}${url.password}`)
    return schemes.includes(url.protocol) && url.hostname !== '' ? url : null
  } catch {
    return null
  }
}
