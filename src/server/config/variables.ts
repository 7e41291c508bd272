export type Environment = Readonly<Record<string, string | undefined>>

const names = [
  'IMAGE_SPACE_DATA',
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'TRUST_PROXY',
  'TLS_CERT_FILE',
  'TLS_KEY_FILE',
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_WATCH_URL',
  'S3_ENDPOINT',
  'S3_REGION',
  'S3_BUCKET',
  'S3_ACCESS_KEY_ID',
  'S3_SECRET_ACCESS_KEY',
  'SMTP_URL',
  'MAIL_FROM',
  'OPERATOR_MAIL',
  'SERVER_KEYS_FILE',
  'QUOTA_GB',
] as const
export type Name = (typeof names)[number]

/** Beginnings of names that hardly anybody else uses, so that what is near one of ours is a slip of the pen. */
const ours = /^(DATABASE|S3|SMTP|TLS)_/i

/**
 * The server's environment variables and what is wrong with them, a sentence each. No sentence repeats a value: it may be
 * a secret, also one that was put into the wrong variable.
 */
export class Variables {
  readonly mistakes: string[] = []
  readonly #environment: Environment
  /** Names that are set by a slip of the pen only. */
  readonly #misspelt = new Set<Name>()

  constructor(environment: Environment) {
    this.#environment = environment
    const known = new Set<string>(names)
    for (const given of Object.keys(environment)) {
      if (!ours.test(given) || known.has(given)) continue
      const meant = names.find((name) => this.text(name) === null && isOneSlipAway(given, name))
      if (meant === undefined) continue
      this.#misspelt.add(meant)
      this.mistakes.push(`${given} is not known: did you mean ${meant}?`)
    }
  }

  /** Null when it is not set; set to nothing counts as not set. */
  text(name: Name): string | null {
    return this.#environment[name] || null
  }

  /** What `parse` makes of it, null when it is not set or, with this mistake, when `parse` does not take it. */
  read<Value>(name: Name, parse: (text: string) => Value | null, mistake: string): Value | null {
    const text = this.text(name)
    if (text === null) return null
    const value = parse(text)
    if (value === null) this.mistakes.push(`${name} ${mistake}`)
    return value
  }

  /** Whether all of them are set; a mistake for each that is missing where others are set. */
  together(...group: readonly Name[]): boolean {
    const missing = group.filter((name) => this.text(name) === null)
    if (missing.length < group.length)
      for (const name of missing.filter((each) => !this.#misspelt.has(each)))
        this.mistakes.push(`${name} is missing: ${listed(group)} are set together or not at all.`)
    return missing.length === 0
  }
}

function listed(group: readonly Name[]): string {
  return `${group.slice(0, -1).join(', ')} and ${group.at(-1)}`
}

/** Whether one letter was added, left out or changed, two neighbours were swapped, or small letters were written. */
function isOneSlipAway(given: string, name: Name): boolean {
  const upper = given.toUpperCase()
  const shorter = Math.min(upper.length, name.length)
  let start = 0
  while (start < shorter && upper[start] === name[start]) start++
  let end = 0
  while (end < shorter - start && upper.at(-1 - end) === name.at(-1 - end)) end++
  const written = upper.slice(start, upper.length - end)
  const meant = name.slice(start, name.length - end)
  const swapped = written.length === 2 && written === [...meant].reverse().join('')
  return swapped || (written.length <= 1 && meant.length <= 1)
}
