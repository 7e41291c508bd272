import { makeSampleCard } from '../ingest/sample/make-sample-card.ts'
import type { SampleCard } from '../ingest/sample/make-sample-card.ts'
import type { Jobs } from '../jobs/jobs.ts'

/** Makes the sample card as a job, and answers when it is there. */
export function sampleCardJob(folder: string, jobs: Jobs): Promise<SampleCard> {
  return new Promise((resolve, reject) => {
    jobs.start({ kind: 'sample-card', subject: '', canPause: false, canCancel: true }, async (context) => {
      try {
        const onProgress = (itemsDone: number, itemsTotal: number) =>
          context.progress({ itemsDone, itemsTotal })
        resolve(await makeSampleCard(folder, onProgress, context.signal))
      } catch (error) {
        reject(error)
        throw error
      }
    })
  })
}
