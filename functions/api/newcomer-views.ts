import type * as z from 'zod';
import type { newcomerView } from '#shared/http/people-views.ts';
import type { MentorId, NewcomerId } from '#shared/ids.ts';
import type { NewcomerFile } from '../data/newcomer-file.ts';
import type { Services } from '../services.ts';
import { type NameOf, namesOf, readableAnswers, toChangeView, toNewcomerRow } from './people-views.ts';

/** The file of a newcomer who has confirmed their address, or null: before that nobody but its sender sees a form. */
export const readFile = async (
  { store }: Pick<Services, 'store'>,
  id: NewcomerId,
): Promise<NewcomerFile | null> => {
  const file = await store.newcomers.file(id);
  return file?.newcomer.state === 'unverified' ? null : file;
};

/** The names of the mentors whom a newcomer met before. */
export const namesOfMet = async (
  services: Pick<Services, 'store' | 'vault'>,
  { pairs }: NewcomerFile,
): Promise<ReadonlyMap<MentorId, string>> => {
  if (pairs.length === 0) return new Map();
  const mentors = await services.store.mentors.getMany(pairs.map(({ mentorId }) => mentorId));
  const nameOf = await namesOf(services, mentors);
  return new Map(mentors.map((mentor) => [mentor.id, nameOf(mentor)]));
};

/** A newcomer in full, private fields folded; of one who withdrew what is left to see. */
export const toNewcomerView = (
  { newcomer, pairs, changes }: NewcomerFile,
  { nameOf, met }: { nameOf: NameOf; met: ReadonlyMap<MentorId, string> },
): z.input<typeof newcomerView> => ({
  ...toNewcomerRow(newcomer, nameOf(newcomer)),
  answers: readableAnswers(newcomer),
  hasNote: newcomer.note !== null && newcomer.state !== 'withdrawn',
  pairs: (newcomer.state === 'withdrawn' ? [] : pairs).map(({ mentorId, outcome, at }) => ({
    mentorId,
    name: met.get(mentorId) ?? null,
    outcome,
    at,
  })),
  changes: changes.map(toChangeView),
});
