import type { Community } from '#shared/community.ts';
import type { MatchingContext, MentorProfile, NewcomerProfile } from '#shared/matching/index.ts';
import { type Instant, plus } from '#shared/time.ts';
import type { Mentor } from './mentor.ts';
import type { Newcomer } from './newcomer.ts';

const week = 7 * 24 * 60 * 60 * 1000;
/** How far someone travels who named a place and no distance. */
const defaultRadiusKm = 25;

const locationOf = (
  { placeId, radiusKm }: { placeId: string | null; radiusKm: number | null },
  community: Community,
) => {
  const place = community.places.find(({ id }) => id === placeId);
  return place ? { lat: place.lat, lon: place.lon, radiusKm: radiusKm ?? defaultRadiusKm } : null;
};

/** A newcomer as matching sees them at an instant. */
export const toNewcomerProfile = (
  newcomer: Newcomer,
  community: Community,
  now: Instant,
): NewcomerProfile => {
  const { placeId, radiusKm, leavingCareOn, justStarting: _, notLeaving: __, ...answers } = newcomer.answers;
  const leaving = leavingCareOn === null ? null : `${leavingCareOn}T00:00:00.000Z`;
  return {
    ...answers,
    importance: answers.importance as NewcomerProfile['importance'],
    id: newcomer.id,
    contactHash: newcomer.contactHash,
    otherContactHashes: newcomer.otherContactHashes,
    consented: newcomer.consented && newcomer.state !== 'unverified',
    safetyHold: newcomer.safetyHold,
    location: locationOf({ placeId, radiusKm }, community),
    doNotMatch: newcomer.doNotMatch,
    waitingSince: newcomer.waitingSince,
    leavingCareSoon: leaving !== null && leaving >= plus(now, -week / 7) && leaving <= plus(now, week),
    bereftOfMatch: newcomer.bereftOfMatch,
    declines: newcomer.declines,
  };
};

/** A mentor as matching sees them. */
export const toMentorProfile = (mentor: Mentor, community: Community, now: Instant): MentorProfile => {
  const { placeId, radiusKm, ...answers } = mentor.answers;
  return {
    ...answers,
    id: mentor.id,
    contactHash: mentor.contactHash,
    otherContactHashes: mentor.otherContactHashes,
    consented: mentor.consented && mentor.state !== 'unverified',
    safetyHold: mentor.safetyHold,
    location: locationOf({ placeId, radiusKm }, community),
    doNotMatch: mentor.doNotMatch,
    approved: mentor.approvedAt !== null && (mentor.state === 'approved' || mentor.state === 'paused'),
    heartbeatAt: mentor.heartbeatAt,
    paused: mentor.state === 'paused',
    active: mentor.active,
    reserved: mentor.reserved,
    // Another machine's clock may be a little ahead of ours.
    lastMatchAt: mentor.lastMatchAt !== null && mentor.lastMatchAt > now ? now : mentor.lastMatchAt,
  };
};

/** What every comparison at one instant shares: the pool's size, and how rare each tag is in it. */
export const toContext = (pool: readonly Mentor[], now: Instant): MatchingContext => {
  const tagCounts: Record<string, number> = {};
  for (const { answers } of pool) for (const tag of answers.tags) tagCounts[tag] = (tagCounts[tag] ?? 0) + 1;
  return { asOf: now, mentorPool: pool.length, tagCounts };
};
