import type { library as en } from '../en/library.ts'

export const library: typeof en = {
  stars: (count) => (count === 0 ? '評価なし' : `★${count}`),
  copies: (count) => (count === 0 ? '照合済みのコピーなし' : `照合済みのコピー${count}つ`),
}
