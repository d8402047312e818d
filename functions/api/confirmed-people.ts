import type { MentorId } from '#shared/ids.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Person } from '#shared/people/person.ts';
import type { Services } from '../services.ts';

/*
 * Anybody can type anybody's address into a form. Until its owner has confirmed it, coordinators see nothing of it: for them
 * it is not there. Only if our message came back may they open how else to reach its sender, who has mistyped it as a rule.
 * Whoever has withdrawn was told that nobody sees it any more: nothing private of it opens.
 */

const confirmed = <T extends { readonly state: string }>(person: T | null): T | null =>
  person?.state === 'unverified' ? null : person;

/** A mentor who has confirmed their address, or null. */
export const readMentor = async ({ store }: Pick<Services, 'store'>, id: MentorId): Promise<Mentor | null> =>
  confirmed(await store.mentors.get(id));

/** Whether a coordinator may open this of somebody; it is recorded. */
export const mayOpen = async (
  { store }: Pick<Services, 'store'>,
  what: string,
  { state, addressHash }: { readonly state: string } & Pick<Person, 'addressHash'>,
): Promise<boolean> => {
  if (state === 'withdrawn') return false;
  return state !== 'unverified' || (what === 'contact' && (await store.people.hasBounced(addressHash)));
};
