import { startApp } from '../../../src/renderer/start.tsx'
import { standInBridge } from './stand-in-bridge.ts'
import type { PictureFacts } from './synthetic-library.ts'

// ?photos=N: size of the library; 0 shows the first run.
const photos = Number(new URL(location.href).searchParams.get('photos') ?? 5_000)
const response = await fetch('/bulk/pictures.json')
// Served by serve-pictures.ts from the same folder.
const pictures = (await response.json()) as PictureFacts[]
startApp(standInBridge(photos, pictures), document.getElementById('app')!)
