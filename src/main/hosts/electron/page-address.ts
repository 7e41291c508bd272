/** The page's own place: `image-space://app/`. Nothing else is ever shown in a window. */
export const PAGE_SCHEME = 'image-space'
export const PAGE_ORIGIN = 'image-space://app'
export const PAGE_URL = `${PAGE_ORIGIN}/`

export function isOurPage(url: string): boolean {
  const parsed = URL.parse(url)
  return parsed !== null && parsed.protocol === `${PAGE_SCHEME}:` && parsed.host === 'app'
}
