import { EventEmitter } from 'node:events'
import type { App, Session, WebContents } from 'electron'
import { expect, test } from 'vitest'
import {
  denyPermissions,
  guardNavigation,
  isSafeExternal,
} from '../../../src/main/hosts/electron/navigation-guard.ts'

/** Electron's objects as far as the guard uses them. The binary is not needed to see what the guard decides. */
function guardedPage() {
  const app = new EventEmitter()
  const opened: string[] = []
  guardNavigation(app as unknown as Pick<App, 'on'>, (url) => opened.push(url))
  let openWindow: Parameters<WebContents['setWindowOpenHandler']>[0] = () => ({ action: 'allow' })
  const page = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: (handler: typeof openWindow) => {
      openWindow = handler
    },
  })
  app.emit('web-contents-created', {}, page)
  return {
    opened,
    /** @returns whether the page may go there */
    goes(event: string, url: string): boolean {
      let prevented = false
      page.emit(event, { url, preventDefault: () => (prevented = true) })
      return !prevented
    },
    opens: (url: string) => openWindow({ url } as Parameters<typeof openWindow>[0]).action,
  }
}

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
  '%s leads nowhere but to our own page',
  (event) => {
    const page = guardedPage()
    expect(page.goes(event, 'image-space://app/')).toBe(true)
    for (const url of [
      'https://example.com/',
      'file:///etc/passwd',
      'image-space://evil/',
      'image-space:app',
      'javascript:alert(1)',
      'data:text/html,x',
      'about:blank',
      'not an address',
    ]) {
      expect(page.goes(event, url), url).toBe(false)
    }
  },
)

test('no new window opens; a link goes to the browser when it is a safe one', () => {
  const page = guardedPage()
  for (const url of [
    'https://example.com/help',
    'mailto:a@example.com',
    'file:///etc/passwd',
    'smb://host/x',
  ]) {
    expect(page.opens(url)).toBe('deny')
  }
  expect(page.opened).toEqual(['https://example.com/help', 'mailto:a@example.com'])
})

test('only web pages and mail are handed to the system', () => {
  expect(isSafeExternal('https://example.com')).toBe(true)
  for (const url of [
    'http://example.com',
    'https://user:password@example.com',
    'file:///usr/bin/xterm',
    'ms-msdt:/id',
    'vscode://x',
    '\\\\host\\share',
    'javascript:alert(1)',
    '',
  ]) {
    expect(isSafeExternal(url), url).toBe(false)
  }
})

test('an embedded page is refused, and so is every permission', () => {
  const page = guardedPage()
  expect(page.goes('will-attach-webview', '')).toBe(false)
  const answers: boolean[] = []
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (
      handler: (c: null, p: string, answer: (granted: boolean) => void) => void,
    ) => handler(null, 'media', (granted) => answers.push(granted)),
    setPermissionCheckHandler: (handler: () => boolean) => answers.push(handler()),
    setDevicePermissionHandler: (handler: () => boolean) => answers.push(handler()),
  })
  denyPermissions(session as unknown as Session)
  expect(answers).toEqual([false, false, false])
})
