import type { search as en } from '../en/search.ts'

export const search: typeof en = {
  'unknown-field': ({ field = '', fields = '' }) =>
    `「${field}:」という項目はありません。使える項目は${fields}です。文字そのものを探すには引用符で囲んでください。`,
  'value-missing': ({ field = '' }) => `「${field}:」の値がありません。コロンのすぐ後に入力してください。`,
  'quote-open': () => '引用符が閉じられていません。',
  'not-a-number': ({ field = '', value = '' }) =>
    `「${value}」は数値ではありません。${field}:100、${field}:>=100、${field}:100..200のように入力してください。`,
  'not-a-date': ({ value = '' }) =>
    `「${value}」は日付ではありません。date:2024、date:2024-06、date:2024-06-12、date:2024-06..2024-08のように入力してください。`,
  'upside-down': ({ value = '' }) => `「${value}」は終わりが始まりより前です。`,
  'not-one-of': ({ field = '', value = '', choices = '' }) =>
    `「${field}:」に「${value}」は使えません。使えるのは${choices}です。`,
}
