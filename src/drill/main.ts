import { asItWas, runDrill } from './run-drill.ts'
import type { DrillFigures } from './run-drill.ts'

/** Prints the figures; ends with 0 only when all that must hold holds. */
const json = process.argv.includes('--json')
const figures = await runDrill(asItWas, (line) => process.stderr.write(`${line}\n`))
process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : told(figures))
process.exit(figures.failures.length === 0 ? 0 : 1)

function told({
  members,
  distinctAccounts,
  withoutChecks: seen,
  withNormalClient,
  ...rest
}: DrillFigures): string {
  const seconds = (value: number) => `${value.toFixed(1)} s`
  return `
${members} members registered; ${distinctAccounts} distinct account ids.
${seen.pairs} times two of them got the same store_no.

Clients without checks
  accounts looked at            ${seen.lookedAt}
  foreign bytes served          ${seen.foreignBytesServed} (ciphertext)
  plaintext bytes readable      ${seen.plaintextBytesReadable}
  membership fields readable    ${seen.membershipFieldsReadable}
  time to detection             ${seconds(seen.secondsToDetection)}
  from detection to freeze      ${seconds(seen.secondsFromDetectionToFreeze)}
  accounts frozen               ${seen.accountsFrozen}, ${seen.frozenAreThePairs ? 'exactly those' : 'NOT those'} who shared a number
  exposure list                 ${seen.exposure.entries} entries, ${seen.exposure.missed} missed, ${seen.exposure.added} added
  mails sent                    ${seen.mails.sent} to ${seen.mails.recipients} members, ${seen.mails.wrong} to anybody else
  writes for all                ${seen.writesStopped ? 'stopped' : 'NOT stopped'}

The normal client
  asked ${withNormalClient.asked}, refused by itself ${withNormalClient.refused}, frozen before ${withNormalClient.frozenBefore}, shown to ${withNormalClient.shown}, reported ${withNormalClient.reported}

The intact server, each layer alone
${Object.entries(rest.intactServer)
  .map(([layer, refused]) => `  ${layer.padEnd(29)} ${refused ? 'refuses' : 'DOES NOT REFUSE'}`)
  .join('\n')}

${rest.failures.length === 0 ? 'Everything holds.' : rest.failures.map((what) => `DOES NOT HOLD: ${what}`).join('\n')}
`
}
