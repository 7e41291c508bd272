import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { handle, isTrusted } from '../../../src/main/hosts/electron/trusted-sender.ts'

function event(url: string, top = true): IpcMainInvokeEvent {
  const mainFrame = { url }
  const senderFrame = top ? mainFrame : { url }
  return { senderFrame, sender: { mainFrame } } as unknown as IpcMainInvokeEvent
}

test('only the main frame of our own page is listened to', () => {
  expect(isTrusted(event('image-space://app/'))).toBe(true)
  expect(isTrusted(event('image-space://app/', false))).toBe(false)
  expect(isTrusted(event('https://example.com/'))).toBe(false)
  expect(isTrusted(event('image-space://app.example.com/'))).toBe(false)
  expect(isTrusted(event('file:///app/index.html'))).toBe(false)
  expect(isTrusted({ senderFrame: null, sender: { mainFrame: {} } } as unknown as IpcMainInvokeEvent)).toBe(
    false,
  )
})

test('a call is answered only for a trusted sender and a well-formed argument', async () => {
  let listener: Parameters<IpcMain['handle']>[1] = () => undefined
  const calls: string[] = []
  handle(
    { handle: (_channel, given) => void (listener = given) },
    'choose',
    z.string().max(5),
    async (text) => {
      calls.push(text)
      return text.length
    },
  )
  expect(await listener(event('image-space://app/'), 'abc')).toBe(3)
  await expect(listener(event('image-space://app/'), 'too long')).rejects.toThrow()
  await expect(listener(event('image-space://app/'), { toString: 'abc' })).rejects.toThrow()
  await expect(listener(event('https://example.com/'), 'abc')).rejects.toThrow('refused')
  expect(calls).toEqual(['abc'])
})
