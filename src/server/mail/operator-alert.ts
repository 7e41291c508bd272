import type { Mail } from './mailer.ts'

/** In one mail; more are counted, and `server admin incidents` lists all. */
const LISTED = 50

/** What the watch found, for those who look after the server. Accounts are named by their ids only. */
export function operatorAlert(
  incidents: readonly { incident: string; what: string; accounts: readonly string[]; frozen: number }[],
  notices: readonly string[],
): Mail {
  const frozen = incidents.reduce((sum, one) => sum + one.frozen, 0)
  const more = Math.max(0, incidents.length - LISTED) + Math.max(0, notices.length - LISTED)
  return {
    subject:
      incidents.length > 0
        ? `Image Space: ${frozen} accounts frozen`
        : 'Image Space: the watch noticed something',
    text: [
      'The watch of your server found what must not be.',
      ...incidents
        .slice(0, LISTED)
        .map(
          ({ incident, what, accounts, frozen: now }) =>
            `Incident ${incident}: ${what}. Accounts frozen now: ${now}.\n${accounts.join('\n')}`,
        ),
      ...notices.slice(0, LISTED).map((what) => `Noticed, nobody was frozen: ${what}.`),
      ...(more > 0 ? [`And ${more} more.`] : []),
      'What to do: “server admin incidents” lists everything, “server admin exposure A B FROM TO” says who was served what. ' +
        'Members have been written to. Frozen accounts stay frozen, and stopped writes stopped, until you undo it by command.',
    ].join('\n\n'),
  }
}
