import { type Locale, messages } from '#shared/i18n/index.ts';
import type { MatchId } from '#shared/ids.ts';
import type { Match } from '#shared/life/match.ts';
import type { Instant } from '#shared/time.ts';
import { calendarFile, calendarText, component } from './calendar-lines.ts';
import { utcTime, zoneComponent, zonedTime } from './calendar-zone.ts';
import type { Attachment } from './compose.ts';

/** A call as it goes into a calendar. */
export type CalendarCall = {
  readonly matchId: MatchId;
  readonly start: Instant;
  readonly end: Instant;
  /** IANA zone of the calendar's owner, in whose time the call is written. */
  readonly timeZone: string;
  /** Title; a calendar is often shared, so it says no more than “Call”. */
  readonly title: string;
  /** Rises with every change, so that a calendar knows which file is the newer one: the match's version. */
  readonly sequence: number;
  readonly now: Instant;
  /** The service's own address: whose call this is, in the first file and in the one that cancels it. */
  readonly organizer: string;
  /** The owner of the calendar, who is told that the call is off; set in a cancellation, and there alone. */
  readonly cancelledFor?: string;
};

/** Media type of a calendar file: programs go by its method before they open it. */
const calendarType = (method: 'PUBLISH' | 'CANCEL') => `text/calendar; charset=utf-8; method=${method}`;

/**
 * An iCalendar file with one call (RFC 5545): CRLF, folded at 75 octets, escaped. Its times are on its owner's clock, with
 * the changes of that clock beside them (VTIMEZONE), so that a call moved by hand across one stays at its hour. It names no
 * one and holds no link: whoever sees the calendar learns of a call, and of nothing else. Its UID is the match's, so that a
 * later file replaces an earlier one.
 *
 * By RFC 5546 it is published, never requested: a request brings buttons that answer it, and a “no” that nobody reads
 * would leave the other person waiting. So the call has an ORGANIZER and no ATTENDEE; a CANCEL names the one it is for.
 */
export const callCalendar = ({
  matchId,
  start,
  end,
  timeZone,
  title,
  sequence,
  now,
  organizer,
  cancelledFor,
}: CalendarCall): string => {
  const cancelled = cancelledFor !== undefined;
  const event = component('VEVENT', [
    `UID:${matchId}@alongside`,
    `SEQUENCE:${sequence}`,
    `DTSTAMP:${utcTime(now)}`,
    `DTSTART${zonedTime(timeZone, start)}`,
    `DTEND${zonedTime(timeZone, end)}`,
    `SUMMARY:${calendarText(title)}`,
    `ORGANIZER;CN=Alongside:mailto:${organizer}`,
    ...(cancelledFor === undefined ? [] : [`ATTENDEE:mailto:${cancelledFor}`]),
    'CLASS:PRIVATE',
    // A suggestion: the two have not agreed on it yet.
    `STATUS:${cancelled ? 'CANCELLED' : 'TENTATIVE'}`,
    `X-MICROSOFT-CDO-BUSYSTATUS:${cancelled ? 'FREE' : 'TENTATIVE'}`,
  ]);
  return calendarFile(
    component('VCALENDAR', [
      'VERSION:2.0',
      'PRODID:-//Alongside//Calendar//EN',
      // What takes a call out of a calendar again is CANCEL; PUBLISH alone would only cross it out.
      `METHOD:${cancelled ? 'CANCEL' : 'PUBLISH'}`,
      ...zoneComponent(timeZone, start),
      ...event,
    ]),
  );
};

type CallOf = Pick<Match, 'id' | 'version' | 'firstCall'>;

/** For whom and when a file is made. */
type Printed = {
  readonly locale: Locale;
  readonly timeZone: string;
  readonly now: Instant;
  /** The site's public origin: the service writes from its domain. */
  readonly origin: string;
};

const fileOf = (
  { id, version, firstCall }: CallOf,
  { locale, timeZone, now, origin }: Printed,
  cancelledFor?: string,
): Attachment | null =>
  firstCall && {
    filename: cancelledFor === undefined ? 'call.ics' : 'call-cancelled.ics',
    contentType: calendarType(cancelledFor === undefined ? 'PUBLISH' : 'CANCEL'),
    content: callCalendar({
      ...firstCall,
      matchId: id,
      timeZone,
      title: messages(locale).mail.call,
      sequence: version,
      now,
      organizer: `alongside@${new URL(origin).hostname}`,
      ...(cancelledFor !== undefined && { cancelledFor }),
    }),
  };

/** The calendar file of a match's suggested first call, as mail and portal hand it out; null if there is none ahead. */
export const callFile = (match: CallOf, printed: Printed): Attachment | null =>
  match.firstCall && match.firstCall.start > printed.now ? fileOf(match, printed) : null;

/** The file that takes the call out of its owner's calendar again; null if there was none, or its time has come. */
export const cancelledCallFile = (match: CallOf, printed: Printed, owner: string): Attachment | null =>
  match.firstCall && match.firstCall.start > printed.now ? fileOf(match, printed, owner) : null;
