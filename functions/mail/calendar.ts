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

/** Media type of a calendar file. */
const calendarType = 'text/calendar; charset=utf-8; method=PUBLISH';

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
    method: ICalCalendarMethod.PUBLISH,
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

/** The calendar file of a match's suggested first call, as mail and portal hand it out; null if none was suggested. */
export const callFile = (
  match: Pick<Match, 'id' | 'version' | 'firstCall'>,
  locale: Locale,
  now: Instant,
): Attachment | null =>
  match.firstCall && {
    filename: 'call.ics',
    contentType: calendarType,
    content: callCalendar({
      ...match.firstCall,
      matchId: match.id,
      title: messages(locale).mail.call,
      sequence: match.version,
      now,
    }),
  };
