/** Words that belong to no single screen; ja/app.ts has the same keys. */
export const app = {
  name: 'Image Space',
  unexpected:
    'Something went wrong that Image Space did not expect. Your photos are not touched. Try again; if it stays, restart the app.',
  engineLost: 'The library’s engine has stopped. Your photos are not touched. It is being started again.',
  reload: 'Reload the window',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  undo: 'Undo',
  chosen: 'chosen',
  undated: 'No date',
  chooseLibrary: 'Which library do you want to open?',
  chooseLibraryNote:
    'Choose a library’s folder, or an empty folder for a new library. Your present library stays as it is, and work that runs in it goes on.',
}
