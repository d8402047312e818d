import { wording } from '#shared/explain/names.ts';
import { codeOfConductVersion } from '#shared/people/catalogues.ts';
import { type Locale, messages } from '../i18n.ts';
import type { CommunityView } from './check.ts';
import { dateText, milesOf, monthText, zoneName } from './choices.ts';
import { type Fields, isOn, linesOf, listOf, textOf, told } from './fields.ts';
import { askedSteps, type Form, type FormStep } from './forms.ts';
import { monthOf } from './shared-fields.ts';
import { windowsOf } from './week.ts';
import { clockTime, weekText } from './week-text.ts';

/** What an answer's words are made from. */
type Source = {
  readonly fields: Fields;
  readonly locale: Locale;
  readonly community: CommunityView;
  readonly kind: Form['kind'];
};
type Say = (source: Source) => readonly (string | null | undefined | false)[];

const named = (names: Readonly<Record<string, string>>, code: string | null): string | null =>
  code === null ? null : (names[code] ?? code);

const clock = (locale: Locale, time: string): string => {
  const [hour = Number.NaN, minute = Number.NaN] = time.split(':').map(Number);
  return Number.isNaN(hour + minute) ? time : clockTime(locale, hour * 60 + minute);
};

const sayReach: Say = ({ fields, locale }) => {
  const { said } = messages(locale).apply.check;
  const [from, until] = [told(fields, 'safe-from'), told(fields, 'safe-until')];
  return [
    told(fields, 'email'),
    told(fields, 'phone'),
    told(fields, 'other'),
    from && until && said.safeHours(`${clock(locale, from)}–${clock(locale, until)}`),
    isOn(fields, 'shared-inbox') && said.sharedInbox,
    isOn(fields, 'contact-in-mail') && said.contactInMail,
  ];
};

const sayPathways: Say = ({ fields, locale, community, kind }) => {
  const { pathwayName } = wording(locale);
  const { apply, terms } = messages(locale);
  const { said } = apply.check;
  if (kind === 'mentor') {
    const depths = community.pathways.flatMap(({ id }) => {
      const depth = named(terms.pathwayDepths, told(fields, `depth-${id}`));
      return depth === null ? [] : [`${pathwayName(id)} (${depth})`];
    });
    return [...depths, isOn(fields, 'only-pathways') && said.only];
  }
  const chosen = ['pathway-1', 'pathway-2', 'pathway-3'].flatMap((name) => told(fields, name) ?? []);
  const not = listOf(fields, 'not-pathways').map((id) => pathwayName(id));
  return [
    ...(chosen.length > 0 ? chosen.map((id) => pathwayName(id)) : [apply.pathways.unsure]),
    isOn(fields, 'only-pathways') && said.only,
    not.length > 0 && said.not(not.join(', ')),
    isOn(fields, 'medication') && said.medication,
  ];
};

const sayProgress: Say = ({ fields, locale, kind }) => {
  const month = monthOf(fields);
  if (kind === 'newcomer' && textOf(fields, 'since') === 'starting')
    return [messages(locale).apply.progress.starting];
  return [month !== null && (/^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? monthText(locale, month) : month)];
};

const sayMentor: Say = ({ fields, locale }) => {
  const { apply, terms } = messages(locale);
  const wish = (name: string) => named(apply.mentor.wish, told(fields, name))?.toLowerCase();
  const genders = listOf(fields, 'gender-wish-genders').map((each) => named(terms.genders, each));
  const wants = listOf(fields, 'wants').map((tag) => {
    const mark = listOf(fields, 'important').includes(tag) ? ` (${apply.check.said.important})` : '';
    return `${named(terms.livedTags, tag)}${mark}`;
  });
  const others: [string, string][] = [
    ['stage-wish', apply.mentor.stageWish],
    ['worldview-wish', apply.mentor.worldviewWish],
    ...Object.entries(terms.importance).map(([id, label]): [string, string] => [`importance-${id}`, label]),
  ];
  return [
    ...wants,
    (genders.length > 0 || wish('gender-wish')) &&
      `${apply.mentor.genderWish}: ${[genders.join(', '), wish('gender-wish')].filter(Boolean).join(', ')}`,
    ...others.map(([name, label]) => wish(name) && `${label}: ${wish(name)}`),
  ];
};

const sayYou: Say = ({ fields, locale }) => {
  const { terms } = messages(locale);
  return [
    named(terms.genders, told(fields, 'gender')),
    named(terms.ageBands, told(fields, 'age')),
    ...listOf(fields, 'family').map((each) => named(terms.familyStages, each)),
    named(terms.worldviews, told(fields, 'worldview')),
  ];
};

const sayLanguages: Say = ({ fields, locale }) => {
  const { terms } = messages(locale);
  const zone = told(fields, 'time-zone');
  return [
    ...Object.entries(terms.languages).map(([code, name]) => {
      const level = named(terms.languageLevels, told(fields, `language-${code}`));
      return level && `${name}: ${level.toLowerCase()}`;
    }),
    zone && zoneName(locale, zone),
  ];
};

const sayDates: Say = ({ fields, locale }) => {
  const { check } = messages(locale).apply;
  if (textOf(fields, 'leaving') === 'no') return [check.no];
  const date = told(fields, 'leaving-on');
  return [
    date &&
      (/^\d{4}-\d\d-\d\d$/.test(date) && Date.parse(date) ? dateText(locale, date, { year: true }) : date),
  ];
};

/** A place and how far from it, in the kilometers that were typed and in the miles that signs show here. */
const withinText = (locale: Locale, place: string, kilometers: string): string => {
  const { said } = messages(locale).apply.check;
  const miles = milesOf(kilometers);
  return miles === null ? `${place}, ${kilometers}` : said.within(place, kilometers, miles);
};

const sayTalk: Say = ({ fields, locale, community }) => {
  const { apply, terms } = messages(locale);
  const place = community.places.find(({ id }) => id === told(fields, 'place'))?.label;
  const best = named(terms.modalities, told(fields, 'best-way'));
  const radius = told(fields, 'radius');
  return [
    ...listOf(fields, 'modalities').map((each) => named(terms.modalities, each)),
    best && apply.check.said.best(best.toLowerCase()),
    listOf(fields, 'modalities').includes('in-person') &&
      place &&
      (radius ? withinText(locale, place, radius) : place),
  ];
};

const sayMore: Say = ({ fields, locale }) => {
  const { said } = messages(locale).apply.check;
  const apart = linesOf(fields, 'apart').length;
  return [apart > 0 && said.apart(apart), told(fields, 'note') && said.note];
};

const sayPeople: Say = ({ fields, locale }) => {
  const { volunteer, terms } = messages(locale);
  const genders = listOf(fields, 'whom-genders').map((each) => named(terms.genders, each));
  const capacity = told(fields, 'capacity');
  const some = textOf(fields, 'whom') === 'some';
  return [
    capacity && volunteer.check.room(capacity),
    some ? genders.join(', ') : textOf(fields, 'whom') === 'anyone' && volunteer.people.anyone,
  ];
};

const saySpeak: Say = ({ fields, locale }) => {
  const { volunteer, terms } = messages(locale);
  return [
    ...listOf(fields, 'tags').map((tag) => named(terms.livedTags, tag)),
    isOn(fields, 'medication') && volunteer.check.medication,
  ];
};

const says: Readonly<Record<FormStep['id'], Say>> = {
  name: ({ fields }) => [told(fields, 'name')],
  reach: sayReach,
  age: ({ fields, locale }) => {
    const { yes, no } = messages(locale).apply.check;
    const adult = told(fields, 'adult');
    return [adult && (adult === 'yes' ? yes : no)];
  },
  support: ({ fields, locale }) => [named(messages(locale).terms.tracks, told(fields, 'track'))],
  pathways: sayPathways,
  progress: sayProgress,
  mentor: sayMentor,
  you: sayYou,
  languages: sayLanguages,
  dates: sayDates,
  times: ({ fields, locale }) => [weekText(locale, windowsOf(fields))],
  talk: sayTalk,
  more: sayMore,
  people: sayPeople,
  speak: saySpeak,
  words: ({ fields, locale }) => {
    const { check } = messages(locale).volunteer;
    return [told(fields, 'about') && check.about, told(fields, 'boundaries') && check.boundaries];
  },
  conduct: ({ fields, locale }) => [
    isOn(fields, 'conduct') && messages(locale).volunteer.check.agreed(codeOfConductVersion),
  ],
  check: () => [],
};

/** Every asked step with its answers in words, in the order of the form. */
export const summaryOf = (
  form: Form,
  { fields, locale, community }: Omit<Source, 'kind'>,
): { id: Exclude<FormStep['id'], 'check'>; label: string; value: string }[] => {
  const { labels, nothing } = messages(locale).apply.check;
  return askedSteps(form, fields, community).flatMap(({ id }) => {
    if (id === 'check') return [];
    const value = says[id]({ fields, locale, community, kind: form.kind }).filter(Boolean).join(' · ');
    return [{ id, label: labels[id], value: value || nothing }];
  });
};
