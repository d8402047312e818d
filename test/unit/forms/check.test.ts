import { describe, expect, test } from 'vitest';
import { exampleCommunity } from '#shared/community.ts';
import { rubricV1 } from '#shared/matching/index.ts';
import { newcomerApplicationSchema } from '#shared/people/application.ts';
import type { Track } from '#shared/people/catalogues.ts';
import { newcomerFacts } from '#web/answer-facts.ts';
import { checkForm, errorsOf, mayMentorFrom, type Occasion } from '#web/forms/check.ts';
import type { Fields } from '#web/forms/fields.ts';
import { askedSteps, clearedByTrack, mentorForm, newcomerForm } from '#web/forms/forms.ts';
import { toNewcomerApplication, toNewcomerFields } from '#web/forms/newcomer-fields.ts';
import { stepOf } from '#web/forms/steps.ts';
import { summaryOf } from '#web/forms/summary.ts';

const community = {
  ...exampleCommunity,
  places: exampleCommunity.places.map(({ id, label }) => ({ id, label })),
  pathways: Object.entries(rubricV1.pathways).map(([id, { label, track }]) => ({
    id,
    label,
    track: track as Track,
  })),
  usualWaitDays: null,
};
const occasion: Occasion = { locale: 'en', community, month: '2026-05', today: '2026-05-20', applying: true };

const common: Fields = {
  name: 'Robin',
  email: 'robin@example.org',
  adult: 'yes',
  consent: 'on',
  track: 'substance-use',
  'language-en': 'fluent',
  'time-zone': 'America/New_York',
  'slot-2-evening': 'on',
  modalities: ['phone'],
};
const newcomer: Fields = { ...common, 'pathway-1': 'smart' };
const mentor: Fields = {
  ...common,
  'depth-smart': 'main',
  'since-year': '2019',
  'since-month': '03',
  capacity: '2',
  conduct: 'on',
};

const questions = (form: typeof newcomerForm | typeof mentorForm, fields: Fields): string[] =>
  checkForm(form, fields, occasion).map(({ name }) => name);

test('the least that a form needs is enough', () => {
  expect(checkForm(newcomerForm, newcomer, occasion)).toEqual([]);
  expect(checkForm(mentorForm, mentor, occasion)).toEqual([]);
});

test('an empty form lists what is missing, once each, in the order of the form', () => {
  expect(questions(newcomerForm, {})).toEqual([
    'name',
    'adult',
    'email',
    'track',
    'languages',
    'time-zone',
    'times',
    'modalities',
    'consent',
  ]);
  expect(questions(mentorForm, {})).toEqual([
    'name',
    'adult',
    'email',
    'track',
    'pathways',
    'since-month',
    'capacity',
    'languages',
    'time-zone',
    'times',
    'modalities',
    'conduct',
    'consent',
  ]);
});

/** What somebody may type, and the question beside which the refusal stands. */
const refusals: readonly [string, Fields, string, string][] = [
  ['a name of nothing but spaces', { name: '   ' }, 'name', 'name'],
  ['a name with hidden characters', { name: 'Ro\u202ebin' }, 'name', 'name'],
  ['a name with NUL', { name: 'Ro\u0000bin' }, 'name', 'name'],
  ['a name of two lines', { name: 'Ro\r\nbin' }, 'name', 'name'],
  ['an address without a host', { email: 'robin@' }, 'email', 'reach'],
  ['an address with two signs', { email: 'a@b@c.org' }, 'email', 'reach'],
  ['a quoted address', { email: '"a b"@c.org' }, 'email', 'reach'],
  ['a phone number of letters', { phone: 'call me' }, 'phone', 'reach'],
  ['one hour of two', { 'safe-from': '09:00' }, 'safe-hours', 'reach'],
  ['the same hour twice', { 'safe-from': '09:00', 'safe-until': '09:00' }, 'safe-hours', 'reach'],
  ['an hour off the clock', { 'safe-from': '25:00', 'safe-until': '09:00' }, 'safe-hours', 'reach'],
  ['hours that are no hours', { 'safe-from': 'soon', 'safe-until': 'late' }, 'safe-hours', 'reach'],
  ['hours off the quarter', { 'safe-from': '09:07', 'safe-until': '10:00' }, 'safe-hours', 'reach'],
  ['under 18', { adult: 'no' }, 'adult', 'age'],
  ['a kind of support that is not there', { track: '__proto__', 'pathway-1': '' }, 'track', 'support'],
  ['a pathway that is not there', { 'pathway-2': 'constructor' }, 'pathway-2', 'pathways'],
  ['a pathway of another kind of support', { 'pathway-3': 'al-anon' }, 'pathway-3', 'pathways'],
  ['a pathway wanted and not wanted', { 'not-pathways': ['smart'] }, 'pathway-1', 'pathways'],
  ['no pathway that is not there', { 'not-pathways': ['zzz'] }, 'not-pathways', 'pathways'],
  ['a month without its year', { since: 'month', 'since-month': '05' }, 'since-month', 'progress'],
  [
    'a month that is none',
    { since: 'month', 'since-month': '13', 'since-year': '2020' },
    'since-month',
    'progress',
  ],
  [
    'a month to come',
    { since: 'month', 'since-month': '06', 'since-year': '2026' },
    'since-month',
    'progress',
  ],
  ['a wish that is not there', { wants: ['veteran', 'x'] }, 'wants', 'mentor'],
  ['a gender that matters, untold', { 'gender-wish': 'must' }, 'gender-wish-genders', 'mentor'],
  ['an importance that is not there', { 'importance-recovery': '9' }, 'importance-recovery', 'mentor'],
  ['a view of faith that must be shared, untold', { 'worldview-wish': 'must' }, 'worldview', 'you'],
  ['an age that is not there', { age: '12' }, 'age', 'you'],
  ['a level that is not there', { 'language-es': 'native' }, 'languages', 'languages'],
  ['a time zone off the map', { 'time-zone': 'Etc/../../x' }, 'time-zone', 'languages'],
  ['leaving without a day', { leaving: 'yes' }, 'leaving-on', 'dates'],
  ['a day that is none', { leaving: 'yes', 'leaving-on': '2026-02-30' }, 'leaving-on', 'dates'],
  ['no time at all', { 'slot-2-evening': '' }, 'times', 'times'],
  ['no way to talk', { modalities: [] }, 'modalities', 'talk'],
  ['a way that is not there', { modalities: ['pigeon'] }, 'modalities', 'talk'],
  ['in person without a place', { modalities: ['in-person'] }, 'place', 'talk'],
  ['in person at a place not there', { modalities: ['in-person'], place: 'x' }, 'place', 'talk'],
  [
    'a distance that is none',
    { modalities: ['in-person'], place: 'millbrook', radius: '1e400' },
    'radius',
    'talk',
  ],
  ['a negative distance', { modalities: ['in-person'], place: 'millbrook', radius: '-5' }, 'radius', 'talk'],
  ['someone who cannot be told', { apart: 'a@example.org\nmy ex' }, 'apart', 'more'],
  ['a note that is too long', { note: 'x'.repeat(1_001) }, 'note', 'more'],
  ['no yes to being matched', { consent: '' }, 'consent', 'check'],
];

test.each(refusals)('%s is refused beside its question', (_, typed, question, step) => {
  expect(questions(newcomerForm, { ...newcomer, ...typed })).toEqual([question]);
  expect(stepOf(newcomerForm.steps, question)?.id).toBe(step);
});

const mentorRefusals: readonly [string, Fields, string][] = [
  ['no pathway', { 'depth-smart': '' }, 'pathways'],
  ['a depth that is not there', { 'depth-aa': 'guru' }, 'pathways'],
  ['a pathway of another kind of support', { 'depth-al-anon': 'main' }, 'pathways'],
  ['too many places', { capacity: '500' }, 'capacity'],
  ['half a place', { capacity: '1.5' }, 'capacity'],
  ['only some people, and none of them', { whom: 'some' }, 'whom-genders'],
  ['a month to come', { 'since-year': '2027' }, 'since-month'],
  ['too long a story', { about: 'x'.repeat(601) }, 'about'],
  ['no yes to the code of conduct', { conduct: '' }, 'conduct'],
];

test.each(mentorRefusals)('a mentor’s form: %s is refused beside its question', (_, typed, question) => {
  expect(questions(mentorForm, { ...mentor, ...typed })).toEqual([question]);
});

test('the line that cannot be read is named', () => {
  const errors = checkForm(newcomerForm, { ...newcomer, apart: 'a@example.org\n\nmy ex' }, occasion);
  expect(errors[0]?.text).toContain('“my ex”');
});

test('what the API refuses finds its question, and what has none is not made up', () => {
  const problems = [
    { pointer: '/answers/windows/3/start', message: 'a' },
    { pointer: '/contact/email', message: 'b' },
    { pointer: '/nothing', message: 'c' },
  ];
  expect(errorsOf(newcomerForm, newcomer, { problems, occasion })).toEqual([
    { name: 'times', text: 'a' },
    { name: 'email', text: 'b' },
  ]);
});

describe('screens', () => {
  test('where there is one pathway only, a newcomer is not asked for it; a mentor is', () => {
    const ids = (form: typeof newcomerForm | typeof mentorForm, track: string) =>
      askedSteps(form, { track }, community).map(({ id }) => id);
    expect(ids(newcomerForm, 'mental-health')).not.toContain('pathways');
    expect(ids(newcomerForm, 'family')).toContain('pathways');
    expect(ids(newcomerForm, '')).toContain('pathways');
    expect(ids(mentorForm, 'mental-health')).toContain('pathways');
  });

  test('another kind of support clears every answer about pathways', () => {
    expect(clearedByTrack(newcomerForm)).toEqual({
      'pathway-1': '',
      'pathway-2': '',
      'pathway-3': '',
      'only-pathways': '',
      'not-pathways': [],
      medication: '',
    });
    expect(Object.keys(clearedByTrack(mentorForm))).toContain('depth-aa');
  });

  test('the last page says every answer in words, in both languages', () => {
    const fields = { ...newcomer, 'slot-2-late': 'on', since: 'starting', phone: '+12025550101' };
    const said = (locale: 'en' | 'es') =>
      Object.fromEntries(
        summaryOf(newcomerForm, { fields, locale, community }).map(({ id, value }) => [id, value]),
      );
    expect(said('en')).toMatchObject({
      name: 'Robin',
      reach: 'robin@example.org · +12025550101',
      age: 'Yes',
      pathways: 'SMART Recovery',
      progress: 'Just starting',
      times: 'Tue 5\u00a0PM–midnight',
      talk: 'Phone call',
      more: 'Not answered',
    });
    // Kept and opened again, an answer is still that answer, and what was not told is still not told.
    const kept = (typed: Fields) => {
      const application = newcomerApplicationSchema.parse({
        ...toNewcomerApplication(typed, 'en'),
        consent: true,
      });
      const opened = toNewcomerFields(application);
      const found = summaryOf(newcomerForm, { fields: opened, locale: 'en', community });
      const facts = newcomerFacts(application.answers, 'en', community);
      return ['progress', 'dates']
        .map((id) => found.find((each) => each.id === id)?.value)
        .concat(facts.find(({ label }) => label === 'In recovery since')?.value);
    };
    expect(kept({ ...fields, leaving: 'no' })).toEqual(['Just starting', 'No', 'Just starting']);
    expect(kept({ ...fields, since: '' })).toEqual(['Not answered', 'Not answered', 'Not told']);
    expect(said('es').times).toMatch(/^mar 5\u00a0p\.\u00a0?m\.–medianoche$/);
  });
});

describe('a day of leaving', () => {
  const on = (day: string, leaving = 'yes') =>
    checkForm(newcomerForm, { ...newcomer, leaving, 'leaving-on': day }, occasion);

  test('that has passed is refused beside its field', () => {
    expect(on('2026-05-19')).toEqual([
      {
        name: 'leaving-on',
        text: 'This day has passed. Please choose one that is still to come, or “No”.',
      },
    ]);
    expect(on('2025-01-01', '')).toHaveLength(1);
  });

  test('that it still is somewhere, or that “no” made needless, is fine', () => {
    expect(on('2026-05-20')).toEqual([]);
    expect(on('2025-01-01', 'no')).toEqual([]);
  });
});

describe('a mentor who is not far enough along', () => {
  const since = (month: string, track = 'substance-use') => ({
    ...mentor,
    track,
    'since-year': month.slice(0, 4),
    'since-month': month.slice(5),
  });

  test('is told so at once, how long it takes, and from when they may come back', () => {
    expect(checkForm(mentorForm, since('2025-11'), occasion)).toEqual([
      { name: 'since-month', text: expect.stringMatching(/at least 1 year.* December 2026/) },
    ]);
    expect(checkForm(mentorForm, since('2025-11'), { ...occasion, locale: 'es' })).toEqual([
      { name: 'since-month', text: expect.stringMatching(/al menos 1 año.* diciembre de 2026/) },
    ]);
  });

  test('is told by the number of their own kind of support', () => {
    expect(mayMentorFrom(since('2026-01', 'family'), occasion)).toEqual({ month: '2026-08', days: 180 });
    expect(mayMentorFrom(since('2025-11', 'family'), { today: '2026-05-29' })).toBeNull();
    expect(mayMentorFrom(since('2025-05'), { today: '2026-05-30' })).toEqual({ month: '2026-06', days: 365 });
    expect(mayMentorFrom(since('2025-05'), { today: '2026-05-31' })).toBeNull();
  });

  test('may all the same tell of a return to use when they are a mentor already', () => {
    expect(checkForm(mentorForm, since('2026-04'), { ...occasion, applying: false })).toEqual([]);
  });
});

test('what is too long says how long it may be, and a distance in words what to type', () => {
  const text = (fields: Fields, locale: 'en' | 'es' = 'en') =>
    checkForm(newcomerForm, { ...newcomer, ...fields }, { ...occasion, locale }).map((error) => error.text);
  expect(text({ name: 'x'.repeat(41) })).toEqual(['Please make this a little shorter: up to 40 characters.']);
  expect(text({ name: 'x'.repeat(41) }, 'es')).toEqual(['Acórtalo un poco, por favor: hasta 40 caracteres.']);
  expect(text({ name: 'x'.repeat(40) })).toEqual([]);
  const inPerson = { modalities: ['in-person'], place: community.places[0]?.id ?? '' };
  expect(text({ ...inPerson, radius: 'far' })).toEqual(['Please type a number of kilometers, such as 25.']);
  const summary = summaryOf(newcomerForm, {
    fields: { ...newcomer, ...inPerson, radius: '25' },
    locale: 'en',
    community,
  });
  expect(summary.find(({ id }) => id === 'talk')?.value).toContain('within 25 km (about 16 miles)');
});

describe('ways to talk in order', () => {
  const errors = (fields: Fields) => checkForm(newcomerForm, { ...newcomer, ...fields }, occasion);

  test('each must be ticked, and the two must differ', () => {
    const modalities = ['phone', 'text'];
    expect(errors({ modalities, 'best-way': 'phone', 'second-way': 'text' })).toEqual([]);
    expect(errors({ modalities, 'best-way': 'phone', 'second-way': 'phone' })).toEqual([
      { name: 'second-way', text: 'You chose this one already. Please choose another one, or none.' },
    ]);
    expect(errors({ modalities, 'best-way': 'video', 'second-way': 'in-person' })).toMatchObject([
      { name: 'best-way', text: expect.stringContaining('did not tick') },
      { name: 'second-way', text: expect.stringContaining('did not tick') },
    ]);
  });
});

test('a pathway chosen twice, or chosen and not wanted, is named', () => {
  const fields = { ...newcomer, 'pathway-1': 'smart', 'pathway-2': 'smart', 'not-pathways': ['smart'] };
  expect(checkForm(newcomerForm, fields, occasion)).toMatchObject([
    { name: 'pathway-1', text: expect.stringMatching(/^SMART Recovery: .*do not want it/) },
    { name: 'pathway-2', text: expect.stringMatching(/^SMART Recovery: .*twice/) },
  ]);
});
