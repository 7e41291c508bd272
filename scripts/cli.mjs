#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { ready } from './lib/ready.mjs'

await ready(fileURLToPath(import.meta.url))
await import('../src/cli/main.ts')
