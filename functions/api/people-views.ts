import type * as z from 'zod';
import type { mentorRow, newcomerRow } from '#shared/http/people-views.ts';
import { type Contact, contactSchema } from '#shared/people/contact.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Person } from '#shared/people/person.ts';
import type { Change } from '../data/history.ts';
import type { SealedContact } from '../data/people.ts';
import type { Services } from '../services.ts';

type ViewServices = Pick<Services, 'store' | 'vault'>;

/** A person's contact, opened. */
export const openContact = async ({ vault }: Pick<Services, 'vault'>, person: Person): Promise<Contact> =>
  contactSchema.parse((await vault.unlock(person.wrappedKey, person.id)).open('contact', person.contact));

/** By which name the owner of a request, a place or a match's side wants to be called. */
export type NameOf = (owner: { readonly personId: Person['id'] }) => string;

const namedSchema = contactSchema.pick({ name: true }).strip();

const openName = async ({ vault }: Pick<Services, 'vault'>, { id, wrappedKey, contact }: SealedContact) =>
  namedSchema.parse((await vault.unlock(wrappedKey, id)).open('contact', contact)).name;

/** The names by which people who have been read want to be called. */
export const openNames = async (
  services: Pick<Services, 'vault'>,
  people: Iterable<SealedContact>,
): Promise<NameOf> => {
  const names = new Map(
    await Promise.all(
      Array.from(people, async (person) => [person.id, await openName(services, person)] as const),
    ),
  );
  return ({ personId }) => names.get(personId) ?? '…';
};

/** The names by which these people want to be called. */
export const namesOf = async (
  services: ViewServices,
  owners: readonly { readonly personId: Person['id'] }[],
): Promise<NameOf> =>
  openNames(services, await services.store.people.contacts(owners.map(({ personId }) => personId)));

/** A mentor as a line of a list. */
export const toMentorRow = (mentor: Mentor, name: string): z.input<typeof mentorRow> => ({
  id: mentor.id,
  name,
  reference: mentor.reference,
  state: mentor.state,
  track: mentor.answers.track,
  pathways: mentor.answers.pathways.map(({ pathway }) => pathway),
  languages: mentor.answers.languages.map(({ code }) => code),
  timeZone: mentor.answers.timeZone,
  capacity: mentor.answers.capacity,
  active: mentor.active,
  reserved: mentor.reserved,
  heartbeatAt: mentor.heartbeatAt,
  createdAt: mentor.createdAt,
});

/** Whether coordinators may read what a newcomer told: they were told that nobody does once they withdrew. */
export const isReadable = ({ state }: Newcomer): boolean => state !== 'withdrawn';

/** The answers of a newcomer, as far as coordinators may read them. */
export const readableAnswers = (newcomer: Newcomer): Newcomer['answers'] | null =>
  isReadable(newcomer) ? newcomer.answers : null;

/** A newcomer as a line of a list; one who withdrew goes by their reference. */
export const toNewcomerRow = (newcomer: Newcomer, name: string): z.input<typeof newcomerRow> => ({
  id: newcomer.id,
  name: newcomer.state === 'withdrawn' ? newcomer.reference : name,
  reference: newcomer.reference,
  state: newcomer.state,
  track: readableAnswers(newcomer)?.track ?? null,
  pathways: readableAnswers(newcomer)?.pathways ?? [],
  languages: (readableAnswers(newcomer)?.languages ?? []).map(({ code }) => code),
  timeZone: readableAnswers(newcomer)?.timeZone ?? null,
  waitingSince: newcomer.waitingSince,
  declines: newcomer.declines,
  openMatchId: newcomer.openMatchId,
  proposedMatchId: newcomer.proposedMatchId,
  createdAt: newcomer.createdAt,
});

/** A change without who exactly did it. */
export const toChangeView = ({ at, actor, event, from, to }: Change) => ({ at, actor, event, from, to });
