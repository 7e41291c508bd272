import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { connectHost } from './bridge.ts'
import { BridgeContext } from './state/bridge-context.ts'
import './styles/index.css'

const bridge = await connectHost()
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    <BridgeContext value={bridge}>
      <App />
    </BridgeContext>
  </StrictMode>,
)
