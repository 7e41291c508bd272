/** Every channel between the preload script and this host. Calls to the engine pass by the port alone. */
export const channels = {
  requestPort: 'image-space:request-port',
  port: 'image-space:port',
  chooseFolder: 'image-space:choose-folder',
  openLibrary: 'image-space:open-library',
  showInFolder: 'image-space:show-in-folder',
} as const
