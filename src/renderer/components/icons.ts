/** Shapes on a 16 px grid, drawn with a 1.4 px line; `filled` ones are areas. */
export interface IconShape {
  readonly path: string
  readonly filled?: true
}

export const icons = {
  album: { path: 'M2.5 5h11v8h-11zM4 2.8h8' },
  alert: { path: 'M8 2 14.5 13.5h-13zM8 6.5v3.3M8 11.6v.4' },
  box: { path: 'M2.5 5.5h11v7.5h-11zM2.5 5.5 4 3h8l1.5 2.5M6.5 8.3h3' },
  card: { path: 'M4 2h5.5L12 4.5V14H4zM6.2 4.5v2M8.2 4.5v2' },
  check: { path: 'M3 8.5 6.5 12 13 4.5' },
  chevronDown: { path: 'M3.5 6 8 10.5 12.5 6' },
  chevronLeft: { path: 'M10 3.5 5.5 8l4.5 4.5' },
  chevronRight: { path: 'M6 3.5 10.5 8 6 12.5' },
  cloud: { path: 'M4.5 12.5a2.7 2.7 0 0 1-.3-5.4A3.9 3.9 0 0 1 11.8 6.4a3 3 0 0 1-.3 6.1z' },
  cloudCheck: {
    path: 'M4.5 12.5a2.7 2.7 0 0 1-.3-5.4A3.9 3.9 0 0 1 11.8 6.4a3 3 0 0 1-.3 6.1zM5.9 9.2l1.5 1.5 2.8-3',
  },
  cloudOff: {
    path: 'M4.5 12.5a2.7 2.7 0 0 1-.3-5.4A3.9 3.9 0 0 1 11.8 6.4a3 3 0 0 1-.3 6.1zM3 14 13 2.5',
  },
  cloudUp: {
    path: 'M5.2 12.5h-.7a2.7 2.7 0 0 1-.3-5.4A3.9 3.9 0 0 1 11.8 6.4a3 3 0 0 1-.3 6.1h-.8M8 13.5v-5M6 10.3l2-2 2 2',
  },
  clock: { path: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 4.8V8l2.3 1.8' },
  close: { path: 'M4 4l8 8M12 4l-8 8' },
  copy: { path: 'M5.5 5.5h8v8h-8zM5.5 10.5h-3v-8h8v3' },
  device: { path: 'M3 3.5h10v7H3zM1.5 12.8h13' },
  disk: { path: 'M2.5 9.5h11v3.5h-11zM2.5 9.5 4.2 3h7.6l1.7 6.5M11 11.3h.6' },
  eject: { path: 'M8 3l5 6H3zM3 12.5h10' },
  eye: {
    path: 'M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8zM8 10a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  },
  flag: { path: 'M3.5 2h1.2v.6h8l-1.9 2.9 1.9 2.9h-8V14H3.5z', filled: true },
  flagOutline: { path: 'M4 14V2.5h8.2L10.5 5.4l1.7 2.9H4' },
  folder: { path: 'M2 4.5A1 1 0 0 1 3 3.5h3l1.5 1.8H13a1 1 0 0 1 1 1v5.7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z' },
  fullScreen: { path: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10' },
  grid: { path: 'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h4v4h-4z' },
  import: { path: 'M8 2v7.5M5 6.8 8 9.8l3-3M2.5 11v2.5h11V11' },
  info: { path: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 7.3v3.7M8 5v.3' },
  infoPanel: { path: 'M2 3h12v10H2zM10 3v10' },
  key: { path: 'M5.5 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM8.4 7.5H14v2.5M11.5 7.5v2' },
  keyboard: { path: 'M1.5 4h13v8h-13zM4 6.8h.3M7 6.8h.3M10 6.8h.3M4.5 9.5h7' },
  lastImport: { path: 'M8 5v3.3l2.2 1.3M2.6 8a5.4 5.4 0 1 1 1.7 4M2.5 13v-2.5H5' },
  lock: { path: 'M4 7.5h8V14H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5' },
  loupe: { path: 'M2 3.5h12v9H2z' },
  merge: { path: 'M4 2.5v4c0 2 4 2 4 4.5v2.5M12 2.5v4c0 2-4 2-4 4.5' },
  more: {
    path: 'M3 6.8a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4zm5 0a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4zm5 0a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z',
    filled: true,
  },
  pause: { path: 'M5.5 3.5v9M10.5 3.5v9' },
  photos: { path: 'M2.5 4.5h11v9h-11zM2.5 11l3-3 2.5 2.5 2-1.8 3.5 3M4.5 2h7' },
  play: { path: 'M5 3l8 5-8 5z', filled: true },
  plus: { path: 'M8 3v10M3 8h10' },
  print: { path: 'M4.5 6V2.5h7V6M4.5 11h-2V6h11v5h-2M4.5 9.5h7v4h-7z' },
  reject: { path: 'M4 4l8 8M12 4l-8 8' },
  search: { path: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14' },
  settings: {
    path: 'M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 6.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM6 12.5a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3z',
  },
  shield: { path: 'M8 1.8l5 1.8v4c0 3.2-2.1 5.3-5 6.6-2.9-1.3-5-3.4-5-6.6v-4z' },
  shieldCheck: {
    path: 'M8 1.8l5 1.8v4c0 3.2-2.1 5.3-5 6.6-2.9-1.3-5-3.4-5-6.6v-4zM5.8 7.8l1.6 1.6 2.9-3',
  },
  sidebar: { path: 'M2 3h12v10H2zM6 3v10' },
  sort: { path: 'M5 3v10M2.8 10.8 5 13l2.2-2.2M11 13V3M8.8 5.2 11 3l2.2 2.2' },
  stack: { path: 'M2.5 5.5h8v8h-8zM5.5 5.5v-3h8v8h-3' },
  star: {
    path: 'M8 1.6l1.95 4.1 4.5.6-3.3 3.1.85 4.5L8 11.7l-4 2.2.85-4.5-3.3-3.1 4.5-.6z',
    filled: true,
  },
  tag: { path: 'M2.5 2.5h5l6 6-5 5-6-6zM5.3 5.3h.2' },
  trash: { path: 'M3 4.5h10M6 4.5V2.8h4v1.7M4.2 4.5l.6 9h6.4l.6-9' },
  unplugged: { path: 'M2.5 9.5h11v3.5h-11zM2.5 9.5 4.2 3h7.6l1.7 6.5M3 14 13 2.5' },
  zoomIn: { path: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14 14M5 7h4M7 5v4' },
} as const satisfies Record<string, IconShape>

export type IconName = keyof typeof icons
