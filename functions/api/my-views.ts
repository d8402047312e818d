import type * as z from 'zod';
import type { meView, myMatchView, myMentoringView, myRequestView } from '#shared/http/my-views.ts';
import { deadlines } from '#shared/life/deadlines.ts';
import { type Match, placeOf, type Side, sides } from '#shared/life/match.ts';
import { knewBeforeHold } from '#shared/life/take-back.ts';
import { type ScoreResult, scoreResultSchema } from '#shared/matching/index.ts';
import { mentorTextsSchema } from '#shared/people/application.ts';
import type { Mentor } from '#shared/people/mentor.ts';
import type { Newcomer } from '#shared/people/newcomer.ts';
import { type Person, rolesOf } from '#shared/people/person.ts';
import { type Instant, plus } from '#shared/time.ts';
import { keys } from '../data/keys.ts';
import type { Together } from '../data/together.ts';
import type { Services } from '../services.ts';
import { wantedFor } from './desk-views.ts';
import { openContact } from './people-views.ts';

type MyServices = Pick<Services, 'store' | 'vault' | 'now'>;

/** A person's own request, with what they wrote. */
export const toMyRequest = async (
  { vault }: MyServices,
  person: Person,
  newcomer: Newcomer,
): Promise<z.input<typeof myRequestView>> => {
  const ring = await vault.unlock(person.wrappedKey, person.id);
  return {
    ...newcomer,
    note: newcomer.note === null ? null : String(ring.open('note', newcomer.note)),
    doNotMatchCount: newcomer.doNotMatch.length,
  };
};

/** What a mentor wrote about themselves. */
export const openTexts = async ({ vault }: Pick<Services, 'vault'>, person: Person, mentor: Mentor) =>
  mentorTextsSchema.parse((await vault.unlock(person.wrappedKey, person.id)).open('texts', mentor.texts));

/** A person's own place among the mentors. */
export const toMyMentoring = async (
  services: MyServices,
  person: Person,
  mentor: Mentor,
): Promise<z.input<typeof myMentoringView>> => ({
  ...mentor,
  texts: await openTexts(services, person, mentor),
  doNotMatchCount: mentor.doNotMatch.length,
  heartbeatDueAt: mentor.heartbeatAt && plus(mentor.heartbeatAt, deadlines.heartbeatOverdue),
});

/** Which side of a match a person is on, or null if it is not theirs. */
export const sideOf = (match: Match, person: Person): Side | null => {
  if (match.mentorPersonId === person.id) return 'mentor';
  return match.newcomerPersonId === person.id ? 'newcomer' : null;
};

/**
 * Whether a person may know of a match now: a mentor from when the offer may be read, a newcomer once the mentor said yes,
 * both until it has ended. Anything else answers as if it were not there.
 */
export const mayKnow = (match: Match, side: Side, now: Instant): boolean => {
  const visible = match.offerVisibleAt !== null && match.offerVisibleAt <= now;
  switch (match.state) {
    case 'offered-to-mentor':
      return side === 'mentor' && visible;
    case 'offered-to-newcomer':
      return side === 'mentor' || visible;
    case 'introduced':
    case 'connected':
      return true;
    default:
      return false;
  }
};

/**
 * Whether a match that is over was once this person's to know of, so that a link of an earlier message may say so. A
 * newcomer who was never offered it, and a mentor whose offer was taken back, have heard of nothing.
 */
export const hasKnown = async (
  { store }: Pick<Services, 'store'>,
  match: Match,
  side: Side,
): Promise<boolean> => {
  if (match.endedAt === null || placeOf(match.state) !== 'none') return false;
  if (match.introducedAt !== null) return true;
  const wasReadable = match.offerVisibleAt !== null && match.offerVisibleAt <= match.endedAt;
  const changes = await store.history.changes(keys.match(match.id).pk);
  // The mentor's yes passes the offer on: what could be read last was the newcomer's.
  const passedOn = changes.some(({ event }) => event === 'mentor-accept');
  return side === 'mentor' ? passedOn || wasReadable : passedOn && wasReadable;
};

const sharedOf = (
  result: ScoreResult,
  newcomer: Newcomer,
  side: Side,
): z.input<typeof myMatchView>['shared'] => {
  const shared: z.input<typeof myMatchView>['shared'] = {
    track: newcomer.answers.track,
    pathways: [],
    languages: [],
    ways: [],
    tags: [],
    minutesAWeek: result.availability.worstMinutes,
  };
  for (const each of result.explanation.components) {
    if (each.component === 'pathway') shared.pathways = each.fact.shared;
    if (each.component === 'language') shared.languages = each.fact.shared.map(({ code }) => code);
    if (each.component === 'modality') shared.ways = each.fact.shared as typeof shared.ways;
    if (each.component === 'lived' && side === 'newcomer') shared.tags = each.fact.met as typeof shared.tags;
  }
  return shared;
};

/** A match as one of its people sees it, with those whom it is about; null if they may not know of it, or somebody is gone. */
const myMatchOf = async (
  services: MyServices,
  { person, match, found }: { person: Person; match: Match; found: Together },
): Promise<z.input<typeof myMatchView> | null> => {
  const side = sideOf(match, person);
  if (!side || !mayKnow(match, side, services.now())) return null;
  const newcomer = found.newcomers.get(match.newcomerId);
  const mentor = found.mentors.get(match.mentorId);
  const newcomerPerson = found.people.get(match.newcomerPersonId);
  const mentorPerson = found.people.get(match.mentorPersonId);
  if (!newcomer || !mentor || !newcomerPerson || !mentorPerson) return null;
  const bothSaidYes = placeOf(match.state) === 'active';
  const otherPerson = side === 'mentor' ? newcomerPerson : mentorPerson;
  const other = bothSaidYes ? await openContact(services, otherPerson) : null;
  return {
    id: match.id,
    side,
    state: match.state,
    shared: sharedOf(scoreResultSchema.parse(match.score), newcomer, side),
    about: side === 'newcomer' ? (await openTexts(services, mentorPerson, mentor)).about : null,
    offerExpiresAt: match.offerExpiresAt,
    introducedAt: match.introducedAt,
    connectedAt: match.connectedAt,
    askedToCheckIn: match.checkInSentAt !== null && match.connectedAt === null,
    firstCall: match.firstCall,
    version: match.version,
    other: other && {
      ...other,
      timeZone: otherPerson.timeZone,
      safeHours: otherPerson.wishes.safeHours,
      sharedInbox: otherPerson.wishes.sharedInbox,
    },
  };
};

/** A match as one of its people sees it, or null if they may not know of it. */
export const toMyMatch = async (services: MyServices, person: Person, match: Match) =>
  myMatchOf(services, { person, match, found: await services.store.together(wantedFor([match])) });

/** A person's own papers: their request, their place, and the roles in which they have sent a form again. */
const readOwn = async ({ store }: MyServices, person: Person) => {
  const { newcomerId, mentorId } = person;
  const [found, resubmissions] = await Promise.all([
    store.together({
      newcomers: newcomerId ? [newcomerId] : [],
      mentors: mentorId ? [mentorId] : [],
    }),
    store.people.resubmittedRoles(person.id),
  ]);
  return {
    newcomer: (newcomerId && found.newcomers.get(newcomerId)) ?? null,
    mentor: (mentorId && found.mentors.get(mentorId)) ?? null,
    resubmissions,
  };
};

/** Everything a person sees of themselves. */
export const toMe = async (services: MyServices, person: Person): Promise<z.input<typeof meView>> => {
  const { store } = services;
  const { newcomer, mentor, resubmissions } = await readOwn(services, person);
  const matchIds = [
    ...(newcomer?.openMatchId ? [newcomer.openMatchId] : []),
    ...(mentor?.openMatchIds ?? []),
  ];
  const matches = await store.matches.getMany(matchIds);
  const found = await store.together(wantedFor(matches));
  const views = await Promise.all(matches.map((match) => myMatchOf(services, { person, match, found })));
  const ownRequest = newcomer && (await toMyRequest(services, person, newcomer));
  const onHold = sides.filter((side) =>
    matches.some(
      (match) => sideOf(match, person) === side && knewBeforeHold(match, services.now()).includes(side),
    ),
  );
  // A mentor who was asked, and may say no, is nothing that a newcomer learns of: for them they still wait.
  const knows = onHold.includes('newcomer') || views.some((view) => view?.side === 'newcomer');
  const isUnseen = newcomer?.state === 'in-match' && !knows;
  return {
    id: person.id,
    roles: rolesOf(person),
    contact: await openContact(services, person),
    wishes: person.wishes,
    locale: person.locale,
    timeZone: person.timeZone,
    request: ownRequest && (isUnseen ? { ...ownRequest, state: 'waiting' } : ownRequest),
    mentoring: mentor && (await toMyMentoring(services, person, mentor)),
    matches: views.filter((view) => view !== null).sort((a, b) => (a.id < b.id ? -1 : 1)),
    onHold,
    resubmissions,
  };
};
