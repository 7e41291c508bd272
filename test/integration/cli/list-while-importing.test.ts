import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { testLibraries } from '../../fixtures/engine-client.ts'
import { runCli } from '../../fixtures/run-cli.ts'
import { makeSmallCard } from '../../fixtures/small-card.ts'

const libraries = testLibraries()
afterAll(() => libraries.close())

test('list, set and show work while the app imports a card', async () => {
  const card = join(libraries.folder, 'card')
  const { photos } = await makeSmallCard(card)
  const { client } = await libraries.connect('library')
  const library = ['--library', libraries.root('library')]

  const opened = await client.cards.open({ path: card })
  const { importTemplate } = await client.app.settings()
  const events = await client.app.events()
  const { importId, jobId } = await client.cards.start({
    cardId: opened.cardId,
    options: {
      to: join(libraries.folder, 'pictures'),
      second: null,
      template: importTemplate,
      job: '',
      copyFirst: 'order',
      readSourceTwice: false,
      creator: '',
      copyright: '',
      keywords: [],
    },
  })
  await client.jobs.pause({ id: jobId })

  const during = await runCli(['list', ...library, '--json'])
  expect([during.code, during.stderr]).toEqual([0, ''])
  expect((await client.jobs.list()).find(({ id }) => id === jobId)?.state).toBe('paused')

  await client.jobs.resume({ id: jobId })
  for await (const event of events) if (event.kind === 'import-report') break
  expect((await client.imports.report({ importId }))?.failed).toEqual([])

  const after = await runCli(['list', ...library, '--json'])
  expect(after.lines()).toHaveLength(photos)
  const id = after.lines()[0]!['id'] as string
  expect((await runCli(['set', id.slice(0, 8), '--rating', '3', ...library])).code).toBe(0)
  expect((await runCli(['show', id, ...library, '--json'])).json()).toMatchObject({ id, rating: 3 })
  // What the command line did is undone in the app.
  await client.edits.undo()
  expect((await client.photos.detail({ id: (await client.photos.find({ photo: id }))[0]! })).rating).toBe(0)
})
