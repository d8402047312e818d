import { openContact } from '#functions/api/people-views.ts';
import { beginDraft } from '#functions/steps/drafts.ts';
import { askForCode, signIn } from '#functions/steps/sign-in.ts';
import type { PersonId } from '#shared/ids.ts';
import type { WarmSite } from './site.ts';

/** Who comes, signed in, and what there is for them to open. */
export type Cast = {
  /** Headers' worth of cookies of each visitor. */
  readonly cookies: Readonly<
    Record<
      'nobody' | 'newcomerForm' | 'mentorForm' | 'newcomer' | 'mentor' | 'coordinator',
      readonly string[]
    >
  >;
  /** What stands for `{name}` in a path. */
  readonly ids: Readonly<Record<string, string>>;
};

/** Signs somebody in by the code of their mail. @returns the session's cookie. */
const signInAs = async ({ services }: WarmSite, id: PersonId): Promise<string[]> => {
  const person = await services.store.people.get(id);
  if (!person) throw new Error(`Nobody is ${id}.`);
  const { email } = await openContact(services, person);
  const challenge = await askForCode(services, email);
  const code = services.tokens.codeOf(challenge.message.challengeId!);
  const begun = await signIn(services, { code }, challenge.pending);
  if (typeof begun === 'string' || 'triesLeft' in begun) throw new Error('A sign-in was refused.');
  return [`__Host-session=${begun.secret}`];
};

const draftOf = async ({ services }: WarmSite, kind: 'newcomer' | 'mentor'): Promise<string[]> => [
  `__Host-draft=${(await beginDraft(services, { kind, locale: 'en' })).token}`,
];

const first = <T>(list: readonly T[], what: string): T => {
  const [found] = list;
  if (!found) throw new Error(`The demo has no ${what}.`);
  return found;
};

/** Gathers them from the demo community. */
export const gatherCast = async (site: WarmSite): Promise<Cast> => {
  const { store, tokens, now } = site.services;
  const introduced = first(await store.matches.allByState('introduced'), 'introduced match');
  const offered = first(
    (await store.matches.allByState('offered-to-mentor')).filter(
      ({ offerVisibleAt }) => offerVisibleAt !== null && offerVisibleAt <= now(),
    ),
    'offer to a mentor',
  );
  const proposed = first(await store.matches.allByState('proposed'), 'proposal');
  const waiting = first(await store.newcomers.allByState('waiting'), 'waiting newcomer');
  const approved = first(await store.mentors.allByState('approved'), 'approved mentor');
  const cookies = {
    nobody: [],
    newcomerForm: await draftOf(site, 'newcomer'),
    mentorForm: await draftOf(site, 'mentor'),
    newcomer: await signInAs(site, introduced.newcomerPersonId),
    mentor: await signInAs(site, offered.mentorPersonId),
    coordinator: await signInAs(site, site.coordinator),
  };
  return {
    cookies,
    ids: {
      step: 'times',
      token: tokens.declineTokenOf(waiting.personId, 'newcomer-update'),
      introduced: introduced.id,
      offered: offered.id,
      matchId: proposed.id,
      newcomerId: waiting.id,
      mentorId: approved.id,
      roundId: site.round,
      // Signing in has written some.
      intentId: first(await store.intents.allByState('pending'), 'message').id,
      reference: waiting.reference,
      // In many names, and in many references: everybody's name is opened, and as many are shown as may be.
      letter: 'a',
    },
  };
};
