import type * as z from 'zod';
import type { myHistoryView } from '#shared/http/my-views.ts';
import type { Fact } from '../answer-facts.ts';
import { monthText } from '../forms/choices.ts';
import { clockTime } from '../forms/week-text.ts';
import { phoneText } from '../phone-text.ts';
import type { Visit } from '../room.ts';
import type { Me } from './standing.ts';

type History = z.output<typeof myHistoryView>;

/** How a person is called and reached, as they may check it. */
export const contactFacts = ({ words, locale }: Visit, { contact, wishes }: Me): Fact[] => {
  const t = words.my.settings;
  const none = words.my.data.none;
  const { safeHours } = wishes;
  return [
    { label: words.my.data.name, value: contact.name },
    { label: t.email, value: contact.email },
    { label: t.phone, value: contact.phone === null ? none : phoneText(contact.phone) },
    { label: t.other, value: contact.other ?? none },
    {
      label: t.safe,
      value: safeHours ? `${clockTime(locale, safeHours.start)}–${clockTime(locale, safeHours.end)}` : t.any,
    },
  ];
};

/** What a person wrote in their own words, and whom they must not meet. */
export const textFacts = ({ words }: Visit, me: Me, role: 'newcomer' | 'mentor'): Fact[] => {
  const t = words.my.data;
  const own = role === 'newcomer' ? me.request : me.mentoring;
  const texts =
    role === 'newcomer'
      ? [{ label: t.note, value: me.request?.note ?? t.none }]
      : [
          { label: t.about, value: me.mentoring?.texts.about ?? t.none },
          { label: t.boundaries, value: me.mentoring?.texts.boundaries ?? t.none },
          { label: t.mentorNote, value: me.mentoring?.texts.note ?? t.none },
        ];
  return [...texts, { label: t.apart, value: t.apartCount(own?.doNotMatchCount ?? 0) }];
};

/** The latest word on each thing that a person may agree to. */
export const consentFacts = ({ words, stamp, locale }: Visit, consents: History['consents']): Fact[] => {
  const t = words.my.data;
  const purposes: Readonly<Record<string, string>> = t.purposes;
  const latest = new Map(
    consents.toSorted((a, b) => (a.at < b.at ? -1 : 1)).map((each) => [each.purpose, each]),
  );
  return [...latest.values()].map(({ purpose, given, at, textVersion }) => ({
    label: purposes[purpose] ?? purpose,
    value: `${given ? t.given : t.notGiven} · ${stamp(at)} · ${t.textVersion(/^\d{4}-\d\d$/.test(textVersion) ? monthText(locale, textVersion) : textVersion)}`,
  }));
};

/** What changed, latest first: when, what, who. */
export const changeRows = ({ words, stamp }: Visit, changes: History['changes']): string[][] => {
  const { actors } = words.my.data;
  const events: Readonly<Record<string, string>> = words.my.events;
  return changes
    .toReversed()
    .map(({ at, event, actor }) => [
      stamp(at),
      events[event] ?? words.my.events.other,
      (actors as Readonly<Record<string, string>>)[actor] ?? actor,
    ]);
};
