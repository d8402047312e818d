import type * as z from 'zod';
import { readWeek } from '#shared/explain/times.ts';
import type { matchRow, matchView } from '#shared/http/match-views.ts';
import type { mentorRow } from '#shared/http/people-views.ts';
import type { Match } from '#shared/life/match.ts';
import { drawWeek, type MatchingContext, scoreResultSchema } from '#shared/matching/index.ts';
import { toMentorProfile, toNewcomerProfile } from '#shared/people/matching-profile.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { keys } from '../data/keys.ts';
import type { Services } from '../services.ts';
import { namesOf, toChangeView, toMentorRow, toNewcomerRow } from './people-views.ts';

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
export const toSharedTime = (services: DeskServices, newcomer: Newcomer, mentor: Mentor) => {
  const asOf = services.now();
  // The picture depends on the instant only, not on how rare tags are.
  const context: MatchingContext = { asOf, mentorPool: 0, tagCounts: {} };
  return drawWeek(
    toNewcomerProfile(newcomer, services.community, asOf),
    toMentorProfile(mentor, services.community, asOf),
    context,
  );
};

/** The same times as a list, for a sentence. */
export const toTogether = (services: DeskServices, newcomer: Newcomer, mentor: Mentor) =>
  readWeek(toSharedTime(services, newcomer, mentor).newcomerView.days);

const undoUntil = (match: Match, now: string): string | null =>
  match.state === 'offered-to-mentor' && match.offerVisibleAt !== null && match.offerVisibleAt > now
    ? match.offerVisibleAt
    : null;

/** Matches as lines; one whose people are gone is left out. */
export const toMatchRows = async (
  services: DeskServices,
  matches: readonly Match[],
): Promise<z.input<typeof matchRow>[]> => {
  const [newcomers, mentors] = await Promise.all([
    services.store.newcomers.getMany(matches.map(({ newcomerId }) => newcomerId)),
    services.store.mentors.getMany(matches.map(({ mentorId }) => mentorId)),
  ]);
  const [newcomerRows, mentorRows] = await Promise.all([
    toNewcomerRows(services, newcomers),
    toMentorRows(services, mentors),
  ]);
  return matches.flatMap((match) => {
    const newcomer = newcomerRows.find(({ id }) => id === match.newcomerId);
    const mentor = mentorRows.find(({ id }) => id === match.mentorId);
    const storedNewcomer = newcomers.find(({ id }) => id === match.newcomerId);
    const storedMentor = mentors.find(({ id }) => id === match.mentorId);
    if (!newcomer || !mentor || !storedNewcomer || !storedMentor) return [];
    const {
      id,
      state,
      fitCentipoints,
      band,
      createdAt,
      offerVisibleAt,
      offerExpiresAt,
      introducedAt,
      connectedAt,
      endedAt,
    } = match;
    return {
      ...{
        id,
        state,
        fitCentipoints,
        band,
        createdAt,
        offerVisibleAt,
        offerExpiresAt,
        introducedAt,
        connectedAt,
        endedAt,
      },
      newcomer,
      mentor,
      result: scoreResultSchema.parse(match.score),
      together: toTogether(services, storedNewcomer, storedMentor),
      undoUntil: undoUntil(match, services.now()),
    };
  });
};

/** The nearest alternative, by name. */
export const toAlternativeView = (
  { difference, hasRoom }: NonNullable<Match['alternative']>,
  { id, name }: Pick<z.input<typeof mentorRow>, 'id' | 'name'>,
) => ({ mentor: { id, name }, difference, hasRoom });

/** A match in full, or null if its people are gone. */
export const toMatchView = async (
  services: DeskServices,
  match: Match,
): Promise<z.input<typeof matchView> | null> => {
  const { store } = services;
  const [[row], newcomer, mentor, alternates, changes] = await Promise.all([
    toMatchRows(services, [match]),
    store.newcomers.get(match.newcomerId),
    store.mentors.get(match.mentorId),
    store.mentors.getMany(match.alternates),
    store.history.changes(keys.match(match.id).pk),
  ]);
  if (!row || !newcomer || !mentor) return null;
  const person = match.note === null ? null : await store.people.get(match.newcomerPersonId);
  const ring = person && (await services.vault.unlock(person.wrappedKey, person.id));
  const alternateRows = await toMentorRows(services, alternates);
  const alternative = match.alternative;
  const nearest = alternateRows.find(({ id }) => id === alternative?.mentorId);
  return {
    ...row,
    alternates: match.alternates.flatMap((id) => alternateRows.filter((each) => each.id === id)),
    alternative: alternative && nearest ? toAlternativeView(alternative, nearest) : null,
    sharedTime: toSharedTime(services, newcomer, mentor),
    note: ring && match.note !== null ? String(ring.open('match-note', match.note)) : null,
    heldFrom: match.heldFrom,
    rejectReason: match.rejectReason,
    endReason: match.endReason,
    closedBy: match.closedBy,
    changes: changes.map(toChangeView),
  };
};
