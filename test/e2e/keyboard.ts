import type { Page } from 'playwright-core'

/** Presses Tab until the control with this name has the focus, as somebody without a mouse does. */
export async function tabTo(page: Page, role: string, name: string | RegExp, most = 80): Promise<void> {
  const seen: string[] = []
  for (let at = 0; at < most; at++) {
    const focused = page.locator(':focus')
    if ((await focused.count()) === 1) {
      const wanted = page.getByRole(role as Parameters<Page['getByRole']>[0], { name }).and(focused)
      if ((await wanted.count()) === 1) return
      seen.push(((await focused.getAttribute('aria-label')) ?? (await focused.innerText())).slice(0, 40))
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach the ${role} ${String(name)}. It went through: ${seen.join(' | ')}`)
}
