import { MIN_NEW_PASSWORD_CHARACTERS } from '../../space/password-rules.ts'
import type { joining as english } from '../en/joining.ts'
import { unitsJa } from '../units.ts'

export const joining: typeof english = {
  ways: {
    title: 'イメージスペース',
    sentence:
      'このライブラリを、すべてのデバイスで同じ状態に保ちます。内容はこのコンピュータで暗号化してから送るため、サーバーには読めません。なくてもすべて使えます。',
    choices: '始め方',
    register: {
      title: 'イメージスペースを作成',
      sentence: '自分のサーバー、または招待されたサーバーに、新しいアカウントを作成します。',
      fact: 'メールアドレスと新しいパスワード',
    },
    'sign-in': {
      title: 'サインイン',
      sentence: 'すでにイメージスペースがある場合。このライブラリが加わり、双方の内容がそろいます。',
      fact: 'メールアドレスとパスワード',
    },
    recover: {
      title: '復旧キットを使う',
      sentence: 'パスワードが不明な場合。印刷した24語で入り、新しいパスワードを設定します。',
      fact: 'メールアドレスと24語',
    },
  },

  titles: {
    register: 'イメージスペースを作成',
    'sign-in': 'イメージスペースにサインイン',
    recover: '復旧キットを使う',
  },
  steps: {
    label: '手順',
    server: 'サーバー',
    password: 'パスワード',
    kit: '復旧キット',
    code: '確認コード',
    words: 'キットの語',
    sync: '最初の同期',
  },
  goOn: '次へ',
  back: '戻る',
  leave: '閉じる',

  server: 'サーバーのアドレス',
  serverPlaceholder: 'https://photos.example.org',
  serverNote:
    'サーバーの管理者から知らされたアドレスです。httpを使えるのは、このコンピュータのサーバーだけです。',
  email: 'メールアドレス',
  password: 'パスワード',
  newPassword: '新しいパスワード',
  again: 'もう一度',
  show: 'パスワードを表示',
  passwordNote: `${MIN_NEW_PASSWORD_CHARACTERS}文字以上。文字の種類は問いません。いくつかの単語を並べると、覚えやすく推測されにくくなります。`,
  tooShort: (count) =>
    `${MIN_NEW_PASSWORD_CHARACTERS}文字中${count}文字です。いくつかの単語を並べると、覚えやすく推測されにくくなります。`,
  differ: '2つのパスワードが異なります。同じものを入力してください。',
  missing: {
    server: 'サーバーのアドレスを入力してください。',
    email: 'メールアドレスを入力してください。',
    password: 'パスワードを入力してください。',
  },

  atServer: {
    title: 'どこに保管しますか',
    sentence:
      'サーバーは、デバイスから届いたものを保管し、ほかのデバイスに渡します。中身を開くことはできず、ほかの人と取り違えれば必ず見つかります。',
    found: 'パスワードも写真も、そのままでは送信しません。送るものは、先に暗号化します。',
  },
  choosePassword: {
    title: 'パスワードを決める',
    sentence:
      'パスワードで鍵を保護します。パスワードはデバイスから出ません。サーバーに渡すのは証明だけなので、サーバー側では再設定できません。',
    button: 'アカウントを作成',
    both: 'パスワードと、次に表示する復旧キットの両方を失うと、誰にも写真を開けません。',
  },
  code: {
    title: 'メールを確認してください',
    sentence: (email, minutes) =>
      `${email}に6桁の数字を送りました。${minutes}分間有効です。まだ何も作成、変更していません。`,
    label: '6桁の数字',
    format: '確認コードは6桁の数字です。',
    again: '別のコードを送る',
    mailed: '別のコードを送りました。以前のコードは使えません。',
    finish: { register: 'アカウントを作成', recover: '新しいパスワードを設定' },
  },
  signIn: {
    title: 'このライブラリをイメージスペースに加える',
    sentence:
      '双方の写真、評価、テキスト、アルバムがそろいます。ここから失われるものはありません。同じ写真は1つになります。',
    button: 'サインイン',
    lost: 'パスワードが不明な場合は復旧キットを使う',
  },
  recover: {
    title: '紙に控えた語を入力',
    sentence:
      '復旧キットは変わらず、引き続き使えます。新しいパスワードを設定すると、ほかのデバイスのセッションはすべて終了します。各デバイスでもう一度サインインしてください。',
    words: '24語（順番どおり）',
    wordsNote: (count) => `24語中${count}語`,
    button: '新しいパスワードを設定',
  },

  kit: {
    title: '先に印刷してください',
    sentence:
      '写真は、このコンピュータで暗号化してから送ります。サーバーには開けないため、パスワードの再設定もできません。この紙ならできます。',
    sheet: '復旧キット',
    made: (server, member) => `アカウントを作成しました（${server}、会員番号 ${member}）。`,
    noProfile: 'メールアドレスを保存できませんでした。サインアウトしてもう一度サインインすると保存されます。',
    hidden: '確認中は語を隠しています',
    server: 'サーバー',
    fingerprint: 'スペースの指紋',
    member: (number) => `会員番号 ${number}`,
    keep: 'このディスクではなく、大切な書類と一緒に保管してください。',
    use: 'パスワードを失ったとき、この24語とメールアドレスで戻れます。ほかの人に渡ると、その人も入れるおそれがあります。',
    print: '印刷',
    save: 'フォルダに保存…',
    saveTitle: '復旧キットの保存先',
    saveNote: '取り外して保管できるメモリがおすすめです。このディスクに置くと、ディスクと一緒に失われます。',
    saved: (path) =>
      `復旧キットは「${path}」にあります。印刷するか別に保管したら、このコンピュータから取り除いてください。`,
    showWords: '語を表示',
    onPaper: '紙に控えました',
    prove: '控えの確認',
    proveSentence: '紙から3つの語を入力してください。確認はこの1回だけです。',
    before: '印刷するか、書き写すか、安全な場所に保存してください。その後、語を隠して3つの語を尋ねます。',
    word: (place) => `${place}番目の語`,
    otherWord: '語が違います。もう一度、紙を確認してください。',
    right: '正しい',
    left: (count) => `残り${count}語`,
    proved: '3つとも正しい語です。',
    warning: 'パスワードとこのキットの両方を失うと、誰にも写真を開けません。',
    warningMore: 'サーバーの管理者にも、開発者にも開けません。',
    later: 'あとで確認する',
    laterNotice:
      '復旧キットが紙に控えられたことは、まだ確認していません。「イメージスペース」の「復旧キット」で、もう一度表示できます。',
    done: '復旧キットを確認しました。',
  },

  sync: {
    title: 'このライブラリはイメージスペースに加わりました',
    recovered: '新しいパスワードを設定しました',
    sentence: 'これからは作業中も自動的に同期します。すぐに作業を続けられます。',
    sent: '送信待ち',
    photos: 'このライブラリの写真',
    nothing: 'なし',
    changes: (count) => `${unitsJa.count(count)}件の変更`,
    toPhotos: '写真を表示',
  },
}
