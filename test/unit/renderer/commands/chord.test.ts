import { describe, expect, test } from 'vitest'
import { chordsOf, type KeyPress } from '../../../../src/renderer/keys/chord.ts'

function press(key: string, code: string, held: Partial<KeyPress> = {}): KeyPress {
  return {
    key,
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    altGraph: false,
    ...held,
  }
}

describe('names of a key press', () => {
  test.each([
    ['a letter', press('p', 'KeyP'), 'P'],
    ['a letter with Caps Lock', press('P', 'KeyP'), 'P'],
    ['a letter where it is printed (AZERTY)', press('a', 'KeyQ'), 'A'],
    ['a letter by position on a Cyrillic layout', press('з', 'KeyP'), 'P'],
    ['a letter by position where Alt types signs', press('å', 'KeyA', { altKey: true }), 'Alt+A'],
    ['a digit by position (AZERTY)', press('&', 'Digit1'), '1'],
    ['a shifted digit by position', press('!', 'Digit1', { shiftKey: true }), 'Shift+1'],
    ['a shifted digit by position (AZERTY)', press('1', 'Digit1', { shiftKey: true }), 'Shift+1'],
    ['a digit of the number pad', press('4', 'Numpad4'), '4'],
    ['the number pad without Num Lock', press('ArrowLeft', 'Numpad4'), 'ArrowLeft'],
    ['a sign typed with Shift', press('?', 'Slash', { shiftKey: true }), '?'],
    ['plus', press('+', 'Equal', { shiftKey: true, ctrlKey: true }), 'Mod++'],
    ['a sign typed with AltGr', press('\\', 'KeyQ', { altGraph: true, ctrlKey: true, altKey: true }), '\\'],
    ['Space', press(' ', 'Space'), 'Space'],
    [
      'an arrow with modifiers',
      press('ArrowUp', 'ArrowUp', { altKey: true, shiftKey: true }),
      'Alt+Shift+ArrowUp',
    ],
    ['a shifted letter', press('B', 'KeyB', { shiftKey: true }), 'Shift+B'],
    ['redo', press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z'],
  ])('%s', (_name, event, chord) => {
    expect(chordsOf(event, false)[0]).toBe(chord)
  })

  test('brackets go by character first, then by position', () => {
    expect(chordsOf(press('[', 'BracketRight'), false)).toEqual(['[', ']'])
    expect(chordsOf(press('ü', 'BracketLeft'), false)).toEqual(['['])
  })

  test('a dead key is taken by its position', () => {
    expect(chordsOf(press('Dead', 'Backquote'), false)).toEqual(['`'])
  })

  test('Mod is Command on a Mac and Control elsewhere', () => {
    expect(chordsOf(press('k', 'KeyK', { metaKey: true }), true)).toEqual(['Mod+K'])
    expect(chordsOf(press('k', 'KeyK', { ctrlKey: true }), true)).toEqual(['Other+K'])
    expect(chordsOf(press('k', 'KeyK', { metaKey: true }), false)).toEqual(['Other+K'])
  })
})
