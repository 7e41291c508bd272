import { connectHost } from './bridge.ts'
import { startApp } from './start.tsx'

startApp(await connectHost(), document.getElementById('app')!)
