import ical, {
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventClass,
  ICalEventStatus,
} from 'ical-generator';
import { type Locale, messages } from '#shared/i18n/index.ts';
import type { MatchId } from '#shared/ids.ts';
import type { Match } from '#shared/life/match.ts';
import type { Instant } from '#shared/time.ts';
import type { Attachment } from './compose.ts';

/** A call as it goes into a calendar. */
export type CalendarCall = {
  readonly matchId: MatchId;
  readonly start: Instant;
  readonly end: Instant;
  /** Title; a calendar is often shared, so it says no more than “Call”. */
  readonly title: string;
  /** Rises with every change, so that a calendar knows which file is the newer one: the match's version. */
  readonly sequence: number;
  readonly now: Instant;
  readonly cancelled?: boolean;
};

/** Media type of a calendar file: programs go by its method before they open it. */
const calendarType = (method: 'PUBLISH' | 'CANCEL') => `text/calendar; charset=utf-8; method=${method}`;

/**
 * An iCalendar file with one call (RFC 5545): CRLF, folded at 75 octets, escaped. Times are UTC, which needs no VTIMEZONE
 * and which every calendar shows on its owner's clock. It names no one and holds no link: whoever sees the calendar
 * learns of a call, and of nothing else. Its UID is the match's, so that a later file replaces an earlier one.
 */
export const callCalendar = ({
  matchId,
  start,
  end,
  title,
  sequence,
  now,
  cancelled,
}: CalendarCall): string => {
  const calendar = ical({
    prodId: { company: 'Alongside', product: 'Calendar', language: 'EN' },
    // What takes a call out of a calendar again is CANCEL (RFC 5546); PUBLISH alone would only cross it out.
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `${matchId}@alongside`,
    sequence,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(end),
    summary: title,
    class: ICalEventClass.PRIVATE,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: cancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
  });
  const text = calendar.toString();
  return text.endsWith('\r\n') ? text : `${text}\r\n`;
};

type CallOf = Pick<Match, 'id' | 'version' | 'firstCall'>;
type Printed = { readonly locale: Locale; readonly now: Instant; readonly cancelled: boolean };

const fileOf = (match: CallOf, { locale, now, cancelled }: Printed): Attachment | null =>
  match.firstCall && {
    filename: cancelled ? 'call-cancelled.ics' : 'call.ics',
    contentType: calendarType(cancelled ? 'CANCEL' : 'PUBLISH'),
    content: callCalendar({
      ...match.firstCall,
      matchId: match.id,
      title: messages(locale).mail.call,
      sequence: match.version,
      now,
      cancelled,
    }),
  };

/** The calendar file of a match's suggested first call, as mail and portal hand it out; null if none was suggested. */
export const callFile = (match: CallOf, locale: Locale, now: Instant): Attachment | null =>
  fileOf(match, { locale, now, cancelled: false });

/** The file that takes the call out of a calendar again; null if there was none, or its time has come. */
export const cancelledCallFile = (match: CallOf, locale: Locale, now: Instant): Attachment | null =>
  match.firstCall && match.firstCall.start > now ? fileOf(match, { locale, now, cancelled: true }) : null;
