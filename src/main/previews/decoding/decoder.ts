import { fork, type ChildProcess } from 'node:child_process'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DecoderCall, DecoderReply } from './protocol.ts'

/** Longest time for one file. */
export const MOST_MS = 20_000
/** A process that has nothing to do for so long gives its memory back. */
const IDLE_MS = 60_000

const ENTRY = fileURLToPath(new URL(`./decoder-process${extname(import.meta.filename)}`, import.meta.url))

/** What a call ended with when there is no reply. */
export type DecoderEnd = 'died' | 'timeout' | 'memory'

/** One decoder process, started when it is needed and again when it has died. */
export class Decoder {
  busy = false
  #process: ChildProcess | null = null
  #idle: NodeJS.Timeout | undefined

  async call(call: DecoderCall): Promise<DecoderReply | DecoderEnd> {
    this.busy = true
    clearTimeout(this.#idle)
    try {
      return await this.#ask((this.#process ??= start()), call)
    } finally {
      this.busy = false
      this.#idle = setTimeout(() => {
        this.stop()
      }, IDLE_MS).unref()
    }
  }

  stop(): void {
    clearTimeout(this.#idle)
    this.#process?.kill('SIGKILL')
    this.#process = null
  }

  #ask(process: ChildProcess, call: DecoderCall): Promise<DecoderReply | DecoderEnd> {
    return new Promise((resolve) => {
      let timedOut = false
      const timer = setTimeout(() => {
        timedOut = true
        process.kill('SIGKILL')
      }, MOST_MS)
      const replied = (reply: DecoderReply) => {
        if (reply.id !== call.id) return
        done(reply)
      }
      const ended = (_code: number | null, signal: NodeJS.Signals | null) => {
        if (this.#process === process) this.#process = null
        done(timedOut ? 'timeout' : signal === 'SIGKILL' ? 'memory' : 'died')
      }
      const failed = () => {
        ended(null, null)
      }
      const done = (end: DecoderReply | DecoderEnd) => {
        clearTimeout(timer)
        process.off('message', replied)
        process.off('exit', ended)
        process.off('error', failed)
        resolve(end)
      }
      process.on('message', replied)
      process.on('exit', ended)
      process.on('error', failed)
      process.send(call, (error) => {
        if (error) failed()
      })
    })
  }
}

/** It may read files, load its native library and run its memory watch; it may not write or start anything. */
function start(): ChildProcess {
  const process = fork(ENTRY, [], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    execArgv: [
      '--permission',
      '--allow-fs-read=*',
      '--allow-addons',
      '--allow-worker',
      '--max-old-space-size=512',
    ],
  })
  process.on('error', () => process.kill('SIGKILL'))
  process.unref()
  process.channel?.unref()
  return process
}
