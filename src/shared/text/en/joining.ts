import { MIN_NEW_PASSWORD_CHARACTERS } from '../../space/password-rules.ts'
import { unitsEn } from '../units.ts'

/** Words of making an image space account, signing in and recovering; ja/joining.ts has the same keys. */
export const joining = {
  ways: {
    title: 'Your image space',
    sentence:
      'It keeps this library the same on all your devices. Everything is sealed here before it leaves, so that the server cannot read it. Everything works without one too.',
    choices: 'Ways in',
    register: {
      title: 'Create an image space',
      sentence: 'A new account, on your own server or on one that you were invited to.',
      fact: 'E-mail address, a new password',
    },
    'sign-in': {
      title: 'Sign in',
      sentence:
        'You have an image space. This library joins it: what is there comes here, and what is here goes there.',
      fact: 'E-mail address, password',
    },
    recover: {
      title: 'Use the recovery kit',
      sentence: 'The password is lost. The 24 words that you printed let you in, and you set a new one.',
      fact: 'E-mail address, 24 words',
    },
  },

  titles: {
    register: 'Create an image space',
    'sign-in': 'Sign in to your image space',
    recover: 'Use the recovery kit',
  },
  steps: {
    label: 'Steps',
    server: 'Server',
    password: 'Password',
    kit: 'Recovery kit',
    code: 'Code',
    words: 'Words of the kit',
    sync: 'First sync',
  },
  goOn: 'Go on',
  back: 'Back',
  leave: 'Leave',

  server: 'Address of the server',
  serverPlaceholder: 'https://photos.example.org',
  serverNote: 'Whoever runs the server has told you. http is only for a server on this computer.',
  email: 'E-mail address',
  password: 'Password',
  newPassword: 'New password',
  again: 'Once more',
  show: 'Show the password',
  passwordNote: `At least ${MIN_NEW_PASSWORD_CHARACTERS} characters, of any kind. A few words are easy to remember and hard to guess.`,
  tooShort: (count: number) =>
    `${count} of ${MIN_NEW_PASSWORD_CHARACTERS} characters. A few words are easy to remember and hard to guess.`,
  differ: 'The two differ. Type the same in both.',
  missing: {
    server: 'Give the address of the server.',
    email: 'Give your e-mail address.',
    password: 'Give the password.',
  },

  atServer: {
    title: 'Where will it be kept?',
    sentence:
      'The server stores what your devices send it and hands it to your other devices. It cannot open any of it, and it cannot mix you up with somebody else without being found out.',
    found: 'Your password and your photos are not sent there. What goes is sealed first.',
  },
  choosePassword: {
    title: 'Choose a password',
    sentence:
      'Your keys are locked with it. It stays on your devices: the server gets a proof made from it, never the password, so nobody there can reset it.',
    button: 'Create the account',
    both: 'Without the password and without the recovery kit, which comes next, nobody can open your photos.',
  },
  code: {
    title: 'Look into your mail',
    sentence: (email: string, minutes: number) =>
      `Six digits were sent to ${email}. They are good for ${minutes} minutes. Nothing was made or changed yet.`,
    label: 'Six digits',
    format: 'A code has six digits.',
    again: 'Mail another code',
    mailed: 'Another code was mailed. Earlier ones are good no more.',
    finish: { register: 'Create the account', recover: 'Set the new password' },
  },
  signIn: {
    title: 'Join this library to your image space',
    sentence:
      'Photos, marks, texts and albums of both come together. Nothing is taken away here; where both have the same photo it becomes one.',
    button: 'Sign in',
    lost: 'Password lost? Use the recovery kit',
  },
  recover: {
    title: 'Type the words from the paper',
    sentence:
      'The kit stays as it is and stays good. With the new password, sessions on all your other devices end; sign in there again.',
    words: 'The 24 words, in their order',
    wordsNote: (count: number) => (count === 1 ? '1 of 24 words' : `${count} of 24 words`),
    button: 'Set the new password',
  },

  kit: {
    title: 'Print this before you go on',
    sentence:
      'Your photos are locked on this computer before they leave it. The server cannot open them, so it cannot reset your password either. This sheet can.',
    sheet: 'Recovery kit',
    made: (server: string, member: number) => `The account is made: member ${member} at ${server}.`,
    noProfile: 'Your e-mail address could not be stored in it. Sign out and in again to store it.',
    hidden: 'words hidden while you prove it',
    server: 'Server',
    fingerprint: 'Fingerprint of your space',
    member: (number: number) => `member ${number}`,
    keep: 'Keep it with your passport, not on this disk.',
    use: 'With these words and your e-mail address you get back in when the password is lost. Whoever else has them may get in too.',
    print: 'Print',
    save: 'Save in a folder…',
    saveTitle: 'Where is the recovery kit to be saved?',
    saveNote: 'Best on a stick that you can put away. On this disk it helps nobody when the disk is lost.',
    saved: (path: string) =>
      `The kit is in ${path}. Print it or put it away, then take it off this computer.`,
    showWords: 'Show the words',
    onPaper: 'I have it on paper',
    prove: 'Prove that you have it',
    proveSentence: 'Type three of the words from the paper. This is asked only once.',
    before:
      'Print the sheet, write it down or save it where it is safe. Then the words are hidden and three of them are asked for.',
    word: (place: number) => `Word ${place}`,
    otherWord: 'That is another word. Look at the paper again.',
    right: 'right',
    left: (count: number) => (count === 1 ? 'One word to go' : `${count} words to go`),
    proved: 'All three are right.',
    warning: 'Without the password and without this kit, nobody can open your photos.',
    warningMore: 'Not the operator of the server, and not us.',
    later: 'Prove it later',
    laterNotice:
      'Nobody has checked yet that the recovery kit is on paper. You find it again under Image space, Recovery kit.',
    done: 'The recovery kit is proved.',
  },

  sync: {
    title: 'This library is in your image space',
    recovered: 'The new password is set',
    sentence: 'It is kept in step from now on, also while you work. You can go on at once.',
    sent: 'Waiting to be sent',
    photos: 'Photos in this library',
    nothing: 'nothing',
    changes: (count: number) => (count === 1 ? '1 change' : `${unitsEn.count(count)} changes`),
    toPhotos: 'Go to the photos',
  },
}
