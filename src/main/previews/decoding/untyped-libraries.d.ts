/** Entries of decoder packages that come without types; what is called is typed where it is called. */
declare module 'libheif-js/libheif-wasm/libheif-bundle.mjs' {
  const create: () => unknown
  export { create as default }
}
declare module 'libraw-wasm/dist/libraw.js' {
  const create: (options: { wasmBinary: Uint8Array }) => Promise<unknown>
  export { create as default }
}
