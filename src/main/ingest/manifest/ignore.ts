/**
 * True when a manifest's ignore patterns leave a path out. Of the git patterns that ASC MHL allows these are read:
 * a name, `*` and `?` in it, a trailing `/` for folders only, and a path from the top.
 * @param path relative, `/` between names
 */
export function isIgnored(path: string, isFolder: boolean, patterns: readonly string[]): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return patterns.some((pattern) => {
    const forFolders = pattern.endsWith('/')
    if (forFolders && !isFolder) return false
    const body = forFolders ? pattern.slice(0, -1) : pattern
    return body.includes('/') ? matches(body.replace(/^\//, ''), path) : matches(body, name)
  })
}

const compiled = new Map<string, RegExp>()

function matches(pattern: string, text: string): boolean {
  let expression = compiled.get(pattern)
  if (!expression) {
    const source = pattern
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replace(/\*+/g, '[^/]*')
      .replaceAll('?', '[^/]')
    expression = new RegExp(`^${source}$`)
    compiled.set(pattern, expression)
  }
  return expression.test(text)
}
