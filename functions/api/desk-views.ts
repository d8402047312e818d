import type * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import type { matchRow, matchView } from '#shared/http/match-views.ts';
import type { mentorRow } from '#shared/http/people-views.ts';
import type { Match } from '#shared/life/match.ts';
import { drawWeek, newcomerWeeksAt, type scoreResultSchema } from '#shared/matching/index.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import type { Person } from '#shared/people/person.ts';
import type { Instant } from '#shared/time.ts';
import { keys } from '../data/keys.ts';
import type { Together } from '../data/together.ts';
import type { Services } from '../services.ts';
import { scoreNow } from '../steps/score-now.ts';
import {
  isReadable,
  type NameOf,
  namesOf,
  openNames,
  toChangeView,
  toMentorRow,
  toNewcomerRow,
} from './people-views.ts';

type DeskServices = Pick<Services, 'store' | 'vault' | 'now' | 'community'>;

/** Newcomers as lines, with names. */
export const toNewcomerRows = async (services: DeskServices, newcomers: readonly Newcomer[]) => {
  const nameOf = await namesOf(services, newcomers);
  return newcomers.map((newcomer) => toNewcomerRow(newcomer, nameOf(newcomer)));
};

/** Mentors as lines, with names. */
export const toMentorRows = async (services: DeskServices, mentors: readonly Mentor[]) => {
  const nameOf = await namesOf(services, mentors);
  return mentors.map((mentor) => toMentorRow(mentor, nameOf(mentor)));
};

/** The times when two people are both free, as a picture. */
export const toSharedTime = ({ now }: Pick<DeskServices, 'now'>, newcomer: Newcomer, mentor: Mentor) =>
  drawWeek(newcomer.answers, mentor.answers, { asOf: now() });

/** The same times as a list, for a sentence; one function for all the pairs of an answer. */
export const togetherNow = ({ now }: Pick<DeskServices, 'now'>) => {
  const draw = newcomerWeeksAt({ asOf: now() });
  return (newcomer: Newcomer, mentor: Mentor) => readWeek(draw(newcomer.answers, mentor.answers));
};

/** A result as it was stored, to be answered with: the answer's own schema parses it, and once is enough. */
export const storedResult = (score: unknown) => score as z.input<typeof scoreResultSchema>;

/** Until when an approval can be taken back; null if there is nothing to take back. */
export const undoUntil = (match: Pick<Match, 'state' | 'offerVisibleAt'>, now: Instant): Instant | null =>
  match.state === 'offered-to-mentor' && match.offerVisibleAt !== null && match.offerVisibleAt > now
    ? match.offerVisibleAt
    : null;

/** Everybody whom matches are about, read at once. */
export const wantedFor = (
  matches: readonly Pick<Match, 'newcomerId' | 'mentorId' | 'newcomerPersonId' | 'mentorPersonId'>[],
) => ({
  newcomers: matches.map(({ newcomerId }) => newcomerId),
  mentors: matches.map(({ mentorId }) => mentorId),
  people: matches.flatMap(({ newcomerPersonId, mentorPersonId }) => [newcomerPersonId, mentorPersonId]),
});

/** Matches as lines, of people who have been read; one whose people are gone is left out. */
export const matchRowsOf = (
  services: Pick<DeskServices, 'now'>,
  matches: readonly Match[],
  { newcomers, mentors, nameOf }: Pick<Together, 'newcomers' | 'mentors'> & { readonly nameOf: NameOf },
): z.input<typeof matchRow>[] => {
  const together = togetherNow(services);
  return matches.flatMap((match) => {
    const newcomer = newcomers.get(match.newcomerId);
    const mentor = mentors.get(match.mentorId);
    if (!newcomer || !mentor) return [];
    return {
      id: match.id,
      state: match.state,
      fitCentipoints: match.fitCentipoints,
      band: match.band,
      createdAt: match.createdAt,
      offerVisibleAt: match.offerVisibleAt,
      offerExpiresAt: match.offerExpiresAt,
      introducedAt: match.introducedAt,
      connectedAt: match.connectedAt,
      endedAt: match.endedAt,
      newcomer: toNewcomerRow(newcomer, nameOf(newcomer)),
      mentor: toMentorRow(mentor, nameOf(mentor)),
      result: isReadable(newcomer) ? storedResult(match.score) : null,
      together: isReadable(newcomer) ? together(newcomer, mentor) : [],
      undoUntil: undoUntil(match, services.now()),
    };
  });
};

/** Matches as lines; one whose people are gone is left out. */
export const toMatchRows = async (
  services: DeskServices,
  matches: readonly Match[],
): Promise<z.input<typeof matchRow>[]> => {
  const { people, ...others } = wantedFor(matches);
  const [found, contacts] = await Promise.all([
    services.store.together(others),
    services.store.people.contacts(people),
  ]);
  return matchRowsOf(services, matches, { ...found, nameOf: await openNames(services, contacts) });
};

/** The nearest alternative, by name. */
export const toAlternativeView = (
  { difference, hasRoom }: NonNullable<Match['alternative']>,
  { id, name }: Pick<z.input<typeof mentorRow>, 'id' | 'name'>,
) => ({ mentor: { id, name }, difference, hasRoom });

const openNote = async (
  { vault }: DeskServices,
  { note }: Match,
  person: Person | undefined,
): Promise<string | null> => {
  if (note === null || !person) return null;
  return String((await vault.unlock(person.wrappedKey, person.id)).open('match-note', note));
};

/** A match in full, or null if its people are gone. */
export const toMatchView = async (
  services: DeskServices,
  match: Match,
): Promise<z.input<typeof matchView> | null> => {
  const { store } = services;
  const wanted = wantedFor([match]);
  const [found, changes] = await Promise.all([
    store.together({ ...wanted, mentors: [...wanted.mentors, ...match.alternates] }),
    store.history.changes(keys.match(match.id).pk),
  ]);
  const [row] = matchRowsOf(services, [match], {
    ...found,
    nameOf: await openNames(services, found.people.values()),
  });
  const newcomer = found.newcomers.get(match.newcomerId);
  const mentor = found.mentors.get(match.mentorId);
  if (!row || !newcomer || !mentor) return null;
  const readable = isReadable(newcomer);
  const alternates = readable ? match.alternates.flatMap((id) => found.mentors.get(id) ?? []) : [];
  const alternateRows = await toMentorRows(services, alternates);
  const alternative = match.alternative;
  const nearest = alternateRows.find(({ id }) => id === alternative?.mentorId);
  const { gates } =
    match.state === 'proposed' ? scoreNow(services, { newcomer, mentor }).explanation : { gates: [] };
  return {
    ...row,
    blockedNow: gates.filter(({ passed }) => !passed),
    alternates: alternateRows,
    alternative: alternative && nearest ? toAlternativeView(alternative, nearest) : null,
    sharedTime: readable ? toSharedTime(services, newcomer, mentor) : null,
    note: readable ? await openNote(services, match, found.people.get(match.newcomerPersonId)) : null,
    heldFrom: match.heldFrom,
    rejectReason: match.rejectReason,
    endReason: match.endReason,
    closedBy: match.closedBy,
    changes: changes.map(toChangeView),
  };
};
