import { describe, expect, test } from 'vitest'
import {
  reasonSentences,
  reportText,
  unsafePhotos,
  verdictSentence,
  verdictTitle,
  verdictTone,
} from '../../../../src/renderer/import/verdict/verdict-words.ts'
import type { ImportId } from '../../../../src/shared/ids.ts'
import type { ImportReport } from '../../../../src/shared/import.ts'
import { en, ja } from '../../../../src/shared/text/index.ts'

function report(over: Partial<ImportReport> = {}): ImportReport {
  return {
    importId: 'a'.repeat(32) as ImportId,
    photos: 388,
    files: 742,
    copied: 742,
    alreadyImported: 0,
    failed: [],
    verdict: 'safe to format',
    reasons: [],
    manifests: ['/media/studio/ascmhl/0007.mhl'],
    bytes: 21_100_000_000,
    seconds: 312,
    ...over,
  }
}

const failed = (path: string): ImportReport['failed'][number] => ({
  path,
  reason: 'differs',
  error: { code: 'copy-differs', params: { name: path, path: 'Archive B' } },
})

describe('the verdict in words', () => {
  test('green only for what may be formatted', () => {
    expect(verdictTone(report())).toBe('ok')
    expect(verdictTitle(en.import, report())).toBe('Safe to format')
    expect(verdictSentence(en.import, 'EOS R6', report())).toBe(
      'EOS R6. 388 photos have two verified copies. The card is safe to format.',
    )
    expect(verdictSentence(ja.import, 'EOS R6', report())).toContain(
      '388枚すべてに、照合済みのコピーが2つあります。カードは初期化できます。',
    )
  })

  test('amber says whether a copy is missing or only something was left out', () => {
    const one = report({ verdict: 'one copy', reasons: [{ key: 'second-place-missing', params: {} }] })
    expect(verdictTone(one)).toBe('warn')
    expect(verdictTitle(en.import, one)).toBe('1 of 2 copies verified')
    const leftOut = report({ verdict: 'one copy', reasons: [{ key: 'left-out', params: { count: 3 } }] })
    expect(verdictTitle(en.import, leftOut)).toBe('Not yet safe to format')
    expect(reasonSentences(en, leftOut)[0]?.sentence).toBe('3 photos left out by you have no copy.')
  })

  test('red counts photos, not files', () => {
    const bad = report({
      verdict: 'not safe',
      photos: 412,
      failed: [failed('DCIM/1/DSC_4188.NEF'), failed('DCIM/1/DSC_4188.JPG'), failed('DCIM/2/DSC_4188.NEF')],
      reasons: [{ key: 'files-failed', params: { count: 2 } }],
    })
    expect(unsafePhotos(bad)).toBe(2)
    expect(verdictSentence(en.import, 'Z 8', bad)).toBe(
      'Z 8. Keep the card: 2 of 412 photos are not safe yet.',
    )
    expect(verdictSentence(ja.import, 'Z 8', bad)).toContain(
      'カードを残してください。412枚のうち2枚がまだ安全ではありません。',
    )
  })

  test('a cancelled import keeps the card', () => {
    const cancelled = report({
      verdict: 'not safe',
      reasons: [{ key: 'cancelled', params: { done: 4, total: 9 } }],
    })
    expect(verdictSentence(en.import, 'Z 8', cancelled)).toBe('Z 8. Keep the card.')
  })

  test('the report as text holds verdict, reasons, failures and manifests', () => {
    const text = reportText(en, 'Z 8', report({ verdict: 'not safe', failed: [failed('A.NEF')] }))
    expect(text).toContain('Not safe to format')
    expect(text).toContain('A.NEF: differs')
    expect(text).toContain('Manifest: /media/studio/ascmhl/0007.mhl')
  })
})
