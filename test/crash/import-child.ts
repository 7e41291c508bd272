import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { z } from 'zod'
import { AppError } from '../../src/shared/errors.ts'
import { cardRead, importOptions, jobEnd, openIngestKit } from '../fixtures/ingest-kit.ts'
import { datesByName } from './dates-by-name.ts'
import { faults, ShimControl } from './io-shim.ts'

// Runs imports on request, one JSON line each, with a fault armed from the moment the card is read. After a fault it
// disarms and resumes, as a user does who has made room. Answers with one JSON line each.

const orderSchema = z.object({
  card: z.string(),
  /** Holds the library and the destinations. */
  home: z.string(),
  fault: z.enum(faults),
  trigger: z.number(),
})

const control = new ShimControl(z.string().parse(process.env.IO_SHIM_CONTROL))

for await (const line of createInterface({ input: process.stdin })) {
  const answer = await run(orderSchema.parse(JSON.parse(line)))
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
process.exit(0)

async function run(order: z.infer<typeof orderSchema>) {
  await using kit = await openIngestKit(
    join(order.home, 'library'),
    [join(order.home, 'pictures'), join(order.home, 'second')],
    datesByName,
  )
  const { cardId } = await kit.cards.open(order.card)
  await cardRead(kit, cardId)
  const options = importOptions(join(order.home, 'pictures'), { second: join(order.home, 'second') })
  const begin = () => kit.cards.start(cardId, options).then(({ jobId }) => endOf(jobId), noticeOf)
  const endOf = async (jobId: string) => {
    const job = await jobEnd(kit, jobId)
    return job.state === 'failed' ? (job.failures.at(-1)?.error ?? 'failed') : null
  }

  control.arm(order.fault, order.trigger)
  const first = await begin()
  const { count, fired } = control.disarm()
  const open = (await kit.catalog.imports()).find((known) => known.finishedAt === null)
  const resumed = open ? await kit.cards.resume(open.id).then(({ jobId }) => endOf(jobId), noticeOf) : null
  // A file that failed alone was told in the report; it comes with the next import of the card.
  const again = first !== null || fired ? await begin() : null
  return { count, fired, first, resumed, again, bugs: kit.bugs.splice(0).map(String) }
}

function noticeOf(error: unknown): unknown {
  return error instanceof AppError ? { code: error.code, params: error.params } : String(error)
}
