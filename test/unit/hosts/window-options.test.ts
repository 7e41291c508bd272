import { expect, test } from 'vitest'
import { windowOptions } from '../../../src/main/hosts/electron/window-options.ts'
import { visibleState } from '../../../src/main/hosts/electron/window-state.ts'

test('a page gets the sandbox, its preload, and nothing else of Node or Electron', () => {
  expect(windowOptions('/app/preload.cjs', null).webPreferences).toMatchObject({
    preload: '/app/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
  })
})

test('the window opens where it was, unless no screen shows that place any more', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }]
  const onScreen = { x: 100, y: 50, width: 1000, height: 700, maximized: false }
  const unplugged = { ...onScreen, x: 2500 }
  expect(visibleState(onScreen, screens)).toEqual(onScreen)
  expect(visibleState(unplugged, screens)).toBeNull()
  expect(visibleState({ ...onScreen, y: 1070 }, screens)).toBeNull()
  expect(visibleState(null, screens)).toBeNull()
  expect(windowOptions('/p', onScreen)).toMatchObject({ x: 100, y: 50, width: 1000, height: 700 })
})
