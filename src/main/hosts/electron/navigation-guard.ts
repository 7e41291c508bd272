import type { App, Session, WebContents } from 'electron'
import { isOurPage } from './page-address.ts'

/** Addresses that may be handed to the system: a web page or a new mail, nothing that could start a program. */
export function isSafeExternal(address: string): boolean {
  const url = URL.parse(address)
  if (url === null || url.username !== '' || url.password !== '') return false
  return (url.protocol === 'https:' && url.hostname !== '') || url.protocol === 'mailto:'
}

/** Keeps each page where it is: no navigation, no new windows, no embedded pages. Links open in the user's browser. */
export function guardNavigation(app: Pick<App, 'on'>, openExternal: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openExternal))
}

function guardContents(contents: WebContents, openExternal: (url: string) => void): void {
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!isOurPage(event.url)) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isSafeExternal(url)) openExternal(url)
    return { action: 'deny' }
  })
}

/** The app needs no camera, no place, no notifications, no devices: everything is denied. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
}
