import { labels } from './photo.ts'
import type { Label } from './photo.ts'

/**
 * Colour labels are free text in files: the word of the program and language that wrote them. These are the default
 * words of Lightroom, Bridge, Capture One, digiKam and Photo Mechanic, in the languages we have seen; other text is kept in
 * the file's metadata but is no label.
 */
const words: Readonly<Record<Label, readonly string[]>> = {
  red: ['red', 'select', 'winner', 'rot', 'rouge', 'rojo', 'rosso', 'レッド', '赤', '選択'],
  yellow: ['yellow', 'second', 'gelb', 'jaune', 'amarillo', 'giallo', 'イエロー', '黄', '黄色', '第 2 候補'],
  green: ['green', 'approved', 'grün', 'vert', 'verde', 'グリーン', '緑', '承認'],
  blue: ['blue', 'review', 'blau', 'bleu', 'azul', 'blu', 'ブルー', '青', 'レビュー'],
  purple: ['purple', 'to do', 'lila', 'violet', 'morado', 'viola', 'パープル', '紫'],
}

const labelOfWord = new Map(
  labels.flatMap((label) => words[label].map((word) => [word.toLowerCase(), label] as const)),
)

export function labelOf(text: string | null): Label | null {
  return text === null ? null : (labelOfWord.get(text.normalize('NFC').trim().toLowerCase()) ?? null)
}
