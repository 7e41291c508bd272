import type { TemplateToken } from '../../file-template.ts'
import { unitsEn as u } from '../units.ts'

const photos = (n: number) => (n === 1 ? '1 photo' : `${u.count(n)} photos`)
const files = (n: number) => (n === 1 ? '1 file' : `${u.count(n)} files`)

/** Words of the import screen and the first run; ja/import.ts has the same keys. */
export const importing = {
  title: 'Import',
  back: 'Back to the library',
  keys: 'Keys',
  jobsBar: 'Background jobs',
  photos,
  files,
  cardsOpen: (n: number) =>
    n === 0
      ? ''
      : n === 1
        ? '1 card, opened read-only'
        : n === 2
          ? '2 cards, both opened read-only'
          : `${n} cards, all opened read-only`,
  cards: 'Cards',
  chooseCard: 'Choose a card or folder',
  chooseCardTitle: 'Which card or folder do you want to import?',
  closeCard: (name: string) => `Close ${name}`,
  noCard: {
    title: 'Put in a card, or choose a folder',
    sentence:
      'Its photos show here before anything is copied. The card is opened read-only and stays exactly as it is.',
  },
  cardSummary: (p: number, f: number, bytes: number) => `${photos(p)}, ${files(f)}, ${u.bytes(bytes)}`,
  reading: (n: number) => `Reading, ${photos(n)} so far`,
  counts: {
    new: 'New',
    alreadyImported: 'Already imported',
    rejected: 'Rejected by you',
    leftOut: 'Left out by you',
    sameName: 'Same name, other content',
    passedOver: 'Passed over',
  },
  sameNameNote: {
    title: (n: number) =>
      n === 1
        ? '1 photo has a name that another in the library already has.'
        : `${u.count(n)} photos have names that others in the library already have.`,
    sentence: (n: number): string =>
      n === 1
        ? 'The content differs, so it is copied under a new number. Nothing is overwritten.'
        : n === 2
          ? 'The content differs, so both are copied under new numbers. Nothing is overwritten.'
          : 'The content differs, so all are copied under new numbers. Nothing is overwritten.',
  },
  importedBefore: (n: number) =>
    n === 1
      ? '1 photo was imported before. It is not copied again.'
      : `${u.count(n)} photos were imported before. They are not copied again.`,
  passedOver: (n: number) =>
    n === 1 ? '1 entry on the card was passed over.' : `${u.count(n)} entries on the card were passed over.`,
  showPassedOver: (n: number) => `Show the ${u.count(n)}`,
  hidePassedOver: 'Hide',
  filters: {
    name: 'Show',
    all: (n: number) => `All ${u.count(n)}`,
    new: (n: number) => `New ${u.count(n)}`,
    picks: (n: number) => `Picks ${u.count(n)}`,
    rejected: (n: number) => `Rejected ${u.count(n)}`,
    imported: (n: number) => `Already imported ${u.count(n)}`,
  },
  grid: {
    name: (card: string) => `Photos on ${card}`,
    empty: {
      all: 'No photos found yet.',
      new: 'Every photo here was imported before or is rejected.',
      picks: 'No picks yet. Press P on a photo to pick it.',
      rejected: 'Nothing is rejected. Press X on a photo to leave it on the card.',
      imported: 'None of these photos was imported before.',
    },
    nothingOnCard: 'There are no photos here.',
  },
  cell: {
    pick: 'pick',
    rejected: 'Rejected',
    alreadyImported: 'Already imported',
    leftOut: 'left out',
    willBeCopied: 'will be copied',
    stars: (n: number) => (n === 1 ? '1 star' : `${n} stars`),
    sameName: 'same name as another photo, other content',
    noPreview: 'no preview',
    states: {
      seen: '',
      copying: 'copying',
      synced: 'copied, not read back yet',
      verified: 'read back and equal',
      catalogued: 'read back and equal, in the library',
      failed: 'failed',
      skipped: 'passed over',
    },
  },
  marked: {
    pick: (name: string) => `${name}: pick`,
    reject: (name: string) => `${name}: rejected`,
    none: (name: string) => `${name}: no flag`,
    rated: (name: string, stars: number) =>
      stars === 0 ? `${name}: no rating` : `${name}: ${stars === 1 ? '1 star' : `${stars} stars`}`,
    selected: (name: string, on: boolean) => (on ? `${name}: will be copied` : `${name}: left out`),
    many: (n: number) => photos(n),
  },
  hints: {
    pick: 'pick',
    reject: 'reject',
    clear: 'clear',
    rate: 'rate',
    look: 'look closer',
    leave: 'leave out',
    start: 'start copy',
  },
  closer: {
    name: 'Look closer',
    position: (at: number, of: number) => `${u.count(at)} of ${u.count(of)}`,
    previous: 'Previous photo',
    next: 'Next photo',
    back: 'Back to the grid',
    noPreview: (name: string) => `${name} has no preview to show. It is copied all the same.`,
  },
  destination: {
    name: 'Destination',
    copyTo: 'Copy to',
    chooseTo: 'Choose where to copy to',
    chooseToTitle: 'Where do the photos go?',
    secondCopy: 'Second copy',
    chooseSecond: 'Choose a place for the second copy',
    chooseSecondTitle: 'Where does the second copy go?',
    change: 'Choose another folder',
    free: (bytes: number) => `${u.bytes(bytes)} free`,
    after: (bytes: number) => `After this import ${u.bytes(bytes)}`,
    otherVolume: 'Another volume: counts for “safe to format”',
    sameVolume: 'Same volume: does not count for “safe to format”',
    oneCopyNote: 'With one copy the card is not called safe to format.',
  },
  template: {
    title: 'Folders and names',
    preset: 'Preset',
    presetNow: (name: string) => `Preset: ${name}`,
    presets: {
      'date-job': 'Date and job',
      'month-job': 'Month and job',
      'date-sequence': 'Date, new names',
      'job-only': 'Job only',
    },
    own: 'your own',
    job: 'Job name',
    jobPlaceholder: 'none',
    label: 'Template',
    textBetween: 'Text of the template',
    addToken: 'Add a token',
    tokens: {
      yyyy: 'year',
      mm: 'month',
      dd: 'day',
      hh: 'hour',
      min: 'minute',
      ss: 'second',
      job: 'job',
      camera: 'camera',
      serial: 'serial number',
      card: 'card',
      sequence: 'sequence',
      'original name': 'original name',
      extension: 'extension',
    } satisfies Record<TemplateToken, string>,
    sequence: (digits: number) => (digits === 1 ? 'sequence, 1 digit' : `sequence, ${digits} digits`),
    unknownToken: (name: string) => `{${name}} is not a token`,
    token: (name: string) => `${name}. Backspace removes it`,
    previewName: 'What the folders and names become',
    previewPhotos: photos,
    previewMore: (n: number) => (n === 1 ? '1 more folder' : `${u.count(n)} more folders`),
  },
  copyFirst: {
    title: 'Copy first',
    picks: 'Picks',
    order: 'In order',
    'picks-only': 'Picks only',
  },
  safety: {
    readTwice: 'Read the card twice and compare',
    readTwiceNote: 'Every copy is read back in any case. This finds a faulty reader too, and takes longer.',
  },
  writeInto: {
    title: 'Write into every photo',
    note: 'Only where a photo has none of its own.',
    creator: 'Creator',
    copyright: 'Copyright',
    keywords: 'Keywords',
    keywordsPlaceholder: 'separated by commas',
    none: 'none',
  },
  action: {
    name: 'Copy',
    sum: (p: number, f: number, bytes: number) => ({
      photos: photos(p),
      rest: `, ${files(f)}, ${u.bytes(bytes)}`,
    }),
    stays: (rejected: number, imported: number, leftOut: number) => {
      const parts = [
        rejected > 0 ? `${u.count(rejected)} rejected` : '',
        imported > 0 ? `${u.count(imported)} already imported` : '',
        leftOut > 0 ? `${u.count(leftOut)} left out` : '',
      ].filter((part) => part !== '')
      if (parts.length === 0) return ''
      const last = parts.pop()
      const list = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last
      return `${list} ${rejected + imported + leftOut === 1 ? 'stays' : 'stay'} on the card`
    },
    estimate: (time: string, twoPlaces: boolean) =>
      twoPlaces ? `about ${time} to each volume, in one read` : `about ${time}`,
    copy: (n: number) => `Copy ${photos(n)}`,
    nothing: 'Nothing to copy',
    stillReading: 'The card is still being read.',
    nothingNew: 'Nothing here is new.',
    allLeftOut: 'Every new photo is rejected or left out.',
    noPicks: 'No photo is picked, and only picks are to be copied.',
    chooseFirst: 'Choose where to copy to.',
    working: 'Working out what to copy',
  },
  copying: {
    title: 'Copying',
    verifyingTitle: 'Verifying',
    pausedTitle: 'Paused',
    pace: (rateAndLeft: string) => `${rateAndLeft}. `,
    doNotFormat: (card: string) => `${card}. Do not format yet.`,
    allWritten: (card: string) => `${card}. All bytes written; reading them back from the disks.`,
    copied: 'Read from card and written',
    readBack: 'Read back and equal',
    inLibrary: 'In the library',
    verified: (done: number, total: number) => `${u.count(done)} of ${u.count(total)} read back and verified`,
    note: 'You can go on culling: the copy goes on where it stopped, also after a restart.',
    photosOf: (done: number, total: number) => `${u.count(done)} of ${photos(total)}`,
    verifiedLast: 'Verified last',
    failedSoFar: (n: number) => `${files(n)} failed so far`,
    pause: 'Pause',
    goOn: 'Go on',
    cancel: 'Cancel',
    cancelNote: 'What is complete stays. You can import the rest later.',
  },
  removed: {
    title: 'Card removed',
    sentence: (done: number, total: number) =>
      `The card was removed at photo ${u.count(done)} of ${u.count(total)}. The ${u.count(done)} are complete; put it back to go on.`,
    before: 'The card was removed. Nothing was being copied; put it back to go on.',
  },
  verdict: {
    titles: {
      'safe to format': 'Safe to format',
      'one copy': '1 of 2 copies verified',
      'not safe': 'Not safe to format',
    },
    notYetSafe: 'Not yet safe to format',
    safe: (card: string, n: number) =>
      n === 1
        ? `${card}. 1 photo has two verified copies. The card is safe to format.`
        : `${card}. ${u.count(n)} photos have two verified copies. The card is safe to format.`,
    oneCopy: (card: string, n: number) =>
      n === 1
        ? `${card}. 1 photo has one verified copy. Keep the card until there is a second.`
        : `${card}. ${u.count(n)} photos have one verified copy each. Keep the card until there is a second.`,
    notYet: (card: string, n: number) =>
      n === 1
        ? `${card}. 1 photo was copied and read back, but not everything is safe yet. Keep the card.`
        : `${card}. ${u.count(n)} photos were copied and read back, but not everything is safe yet. Keep the card.`,
    notSafe: (card: string, bad: number, all: number) =>
      bad === 1
        ? `${card}. Keep the card: 1 of ${photos(all)} is not safe yet.`
        : `${card}. Keep the card: ${u.count(bad)} of ${photos(all)} are not safe yet.`,
    keep: (card: string) => `${card}. Keep the card.`,
    where: 'Where',
    filesColumn: 'Files',
    readBack: 'Read back',
    manifest: 'Manifest',
    allEqual: 'all equal',
    withoutFailed: (n: number) => `${files(n)} not`,
    cardUntouched: 'Nothing on the card was changed.',
    manifestPath: (path: string) => `Manifest: ${path}`,
    showManifest: 'Show in folder',
    copyPath: 'Copy the path',
    pathCopied: 'Path copied',
    leftOnPurpose: (list: string) => `Left on the card on purpose: ${list}.`,
    leftRejected: (n: number) => `${u.count(n)} rejected`,
    leftImported: (n: number) => `${u.count(n)} already imported`,
    leftOut: (n: number) => `${u.count(n)} left out`,
    inLibrary: (n: number) =>
      n === 1
        ? '1 photo is in the library and can be used. Nothing on the card was changed.'
        : `${u.count(n)} photos are in the library and can be used. Nothing on the card was changed.`,
    took: (time: string, rate: string) => `${time}, ${rate} with read-back`,
    showPhotos: 'Show photos',
    showCard: 'Show the card',
    showVerdict: 'Show the verdict',
    eject: 'Eject card',
    ejected: (card: string) => `${card} can be taken out.`,
    show: (n: number) => `Show the ${u.count(n)}`,
    hide: 'Hide',
    copyAgain: (n: number) => (n === 1 ? 'Copy it again' : `Copy the ${u.count(n)} again`),
    setSecondPlace: 'Set a second place',
    secondPlaceSet: (folder: string) => `From the next import on, a second copy goes to ${folder}.`,
    close: 'Close',
    copyReport: 'Copy report',
    reportCopied: 'Report copied',
  },
  resume: {
    interrupted: (card: string, n: number) =>
      `The import of ${card} (${photos(n)}) was interrupted. What is complete is kept.`,
    putBack: 'Put the card back to go on.',
    look: 'Open the import',
    goOn: 'Go on',
  },
  firstRun: {
    title: 'Where are your photos?',
    sentence:
      'Everything works without a network and without an account. Originals are copied or left where they are, never changed.',
    choices: 'How to begin',
    card: {
      title: 'Import a card',
      sentence: 'Copies with proof, to one or two disks, and says when the card is safe to format.',
      inserted: (name: string) => `${name} is in`,
      none: 'Put in a card, or choose a folder',
    },
    folder: {
      title: 'Add a folder',
      sentence:
        'Shows what is in it and leaves every file in its place. Ratings and keywords in sidecars are read.',
      hint: 'Choose a folder',
      chooseTitle: 'Which folder do you want to add?',
    },
    sample: {
      title: 'Try with a sample card',
      sentence:
        'Makes a card of 60 photos with real camera data, so that you can try every step and throw it away.',
      hint: '60 photos',
      making: 'Making the card',
    },
    library: (path: string, free: string) => `Library: ${path}, ${free}`,
    libraryOnly: (path: string) => `Library: ${path}`,
    imageSpace: 'Image space…',
    allCommands: 'all commands',
  },
  chooser: {
    path: 'Path',
    volumes: 'Places',
    home: 'Home',
    folders: 'Folders',
    up: 'Folder above',
    noFolders: 'There are no folders in here.',
    cardMark: 'card',
    free: (bytes: number) => `${u.bytes(bytes)} free`,
    notWritable: 'cannot be written',
    newFolder: 'New folder',
    newFolderName: 'Name of the new folder',
    create: 'Create',
    choose: 'Choose this folder',
    chooseAPlace: 'Open a place first.',
    chooseNamed: (name: string) => `Choose “${name}”`,
    cancel: 'Cancel',
    mustBeWritable: 'This folder cannot be written. Choose another one.',
    opening: 'Opening',
  },
  jobs: {
    title: 'Background jobs',
    none: 'Nothing is running.',
    kinds: {
      import: (subject: string) => (subject ? `Copying ${subject}` : 'Copying'),
      index: (subject: string) => (subject ? `Reading ${subject}` : 'Reading a folder'),
      previews: () => 'Making previews',
      metadata: () => 'Reading metadata',
      hashes: () => 'Computing checksums',
      verify: (subject: string) => (subject ? `Verifying ${subject}` : 'Verifying'),
      backup: () => 'Backing up the catalog',
      bring: (to: string) => (to ? `Bringing originals to ${to}` : 'Bringing originals'),
      'sample-card': () => 'Making a sample card',
    },
    states: {
      waiting: 'waiting',
      running: 'running',
      paused: 'paused',
      failed: 'failed',
      done: 'done',
      cancelled: 'cancelled',
    },
    items: (done: number) => u.count(done),
    itemsOf: (done: number, total: number) => `${u.count(done)} of ${u.count(total)}`,
    itemRate: (perSecond: number) => `${u.count(perSecond)}/s`,
    comma: ', ',
    left: (time: string) => `${time} left`,
    pause: (name: string) => `Pause: ${name}`,
    goOn: (name: string) => `Go on: ${name}`,
    cancel: (name: string) => `Cancel: ${name}`,
    dismiss: (name: string) => `Take off the list: ${name}`,
    failures: (n: number) => (n === 1 ? '1 failed' : `${u.count(n)} failed`),
    show: (n: number) => `Show the ${u.count(n)}`,
    hide: 'Hide',
    open: (n: number) =>
      n === 1 ? '1 background job. Open the list' : `${n} background jobs. Open the list`,
    more: (n: number) => `and ${n} more`,
    idle: 'No background jobs',
    started: (name: string) => `${name}: started`,
    quarter: (name: string, percent: number) => `${name}: ${percent} %`,
    ended: (name: string, failures: number) =>
      failures === 0 ? `${name}: done` : `${name}: done, ${u.count(failures)} failed`,
    failed: (name: string) => `${name}: failed`,
    cancelled: (name: string) => `${name}: cancelled`,
  },
  units: u,
}
