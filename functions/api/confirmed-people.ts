import type { MentorId, NewcomerId } from '#shared/ids.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Services } from '../services.ts';

/*
 * Anybody can type anybody's address into a form. Until its owner has confirmed it, coordinators see nothing of it: for them
 * it is not there.
 */

const confirmed = <T extends { readonly state: string }>(person: T | null): T | null =>
  person?.state === 'unverified' ? null : person;

/** A newcomer who has confirmed their address, or null. */
export const readNewcomer = async (
  { store }: Pick<Services, 'store'>,
  id: NewcomerId,
): Promise<Newcomer | null> => confirmed(await store.newcomers.get(id));

/** A mentor who has confirmed their address, or null. */
export const readMentor = async ({ store }: Pick<Services, 'store'>, id: MentorId): Promise<Mentor | null> =>
  confirmed(await store.mentors.get(id));
