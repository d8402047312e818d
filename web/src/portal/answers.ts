import { myMentoringRoutes } from '#functions/api/my-mentoring-routes.ts';
import { myRequestRoutes } from '#functions/api/my-request-routes.ts';
import { publicRoutes } from '#functions/api/public-routes.ts';
import { latestToday } from '../dates.ts';
import { checkForm, errorsOf, type FieldError } from '../forms/check.ts';
import { type Fields, linesOf } from '../forms/fields.ts';
import { askedSteps, clearedByTrack, type Form, type FormStep, formOf } from '../forms/forms.ts';
import { toMentorApplication, toMentorFields } from '../forms/mentor-fields.ts';
import { toNewcomerApplication, toNewcomerFields } from '../forms/newcomer-fields.ts';
import { readStep } from '../forms/steps.ts';
import { type Visit as FormVisit, occasionOf } from '../forms/visit.ts';
import { isPreset, presets } from '../forms/week.ts';
import { sentText, type Visit } from '../room.ts';
import type { Me } from './standing.ts';

/** One person's answers of one form, open for changing. */
export type OpenAnswers = {
  readonly visit: FormVisit;
  readonly fields: Fields;
  /** The parts that can be changed here; how to be reached stands under “settings”. */
  readonly parts: readonly FormStep[];
};

// A mentor was approved for one kind of support: another one is another application.
const elsewhere: readonly FormStep['id'][] = ['name', 'reach', 'age', 'conduct', 'check'];
const elsewhereForMentors: readonly FormStep['id'][] = [...elsewhere, 'support'];

const frameOf = ({ contact, wishes, locale }: Me) => ({
  locale,
  contact,
  wishes,
  adult: true as const,
  consent: true as const,
  // Kept as codes that nobody can read back; what is typed comes on top.
  doNotMatch: [],
});

const keptFields = (me: Me, kind: Form['kind']): Fields | null => {
  if (kind === 'newcomer' && me.request)
    return toNewcomerFields({ ...frameOf(me), answers: me.request.answers, note: me.request.note });
  if (kind === 'mentor' && me.mentoring) {
    const { answers, texts } = me.mentoring;
    return toMentorFields({ ...frameOf(me), answers, texts, codeOfConduct: true });
  }
  return null;
};

/** Opens the answers that somebody gave; null if they never sent this form. */
export const openAnswers = async (
  { api, locale, url, sent, now }: Visit,
  me: Me,
  kind: Form['kind'],
): Promise<OpenAnswers | null> => {
  const fields = keptFields(me, kind);
  const community = await api(publicRoutes.getCommunity);
  if (!fields || !community.ok) return null;
  const form = formOf(kind);
  const visit = {
    form,
    locale,
    api,
    url,
    sent,
    community: community.body,
    month: now.slice(0, 7),
    today: latestToday(now),
    applying: false,
    pending: false,
    sentTo: null,
  };
  const away = kind === 'mentor' ? elsewhereForMentors : elsewhere;
  const parts = askedSteps(form, fields, community.body).filter(({ id }) => !away.includes(id));
  return { visit, fields, parts };
};

/** What was typed on a part, on top of what is kept. */
export const typedOn = (visit: Visit, { fields, visit: { form } }: OpenAnswers, part: FormStep): Fields => {
  if (!visit.sent) return fields;
  const typed = readStep(part, visit.sent);
  const preset = sentText(visit, 'preset');
  return {
    ...fields,
    ...(part.id === 'support' && typed.track !== fields.track && clearedByTrack(form)),
    ...typed,
    ...(isPreset(preset) && Object.fromEntries(presets[preset].map((slot) => [slot, 'on']))),
  };
};

/** Names of the answers that a part tells. */
const answersOn = ({ questions }: FormStep): string[] =>
  questions
    .flatMap(({ points }) => [...points])
    .flatMap((point) => /^\/answers\/(\w+)/.exec(point)?.[1] ?? []);

/**
 * The answers as kept, with those of one part as typed: a part that the form shows more coarsely than it is kept, such as
 * hours, changes only when it is itself changed.
 */
const merged = <A extends object>(kept: A, typed: object, part: FormStep, cleared: readonly string[]): A => {
  const names = new Set([...answersOn(part), ...cleared]);
  return { ...kept, ...Object.fromEntries(Object.entries(typed).filter(([name]) => names.has(name))) };
};

const pathwayAnswers = ['pathways', 'pathwayMust', 'notPathways', 'needsMedicationAffirming'];

const save = async (
  visit: Visit,
  me: Me,
  { kind, part, fields }: { kind: Form['kind']; part: FormStep; fields: Fields },
) => {
  const { api, locale } = visit;
  const list = {
    doNotMatchToo: part.id === 'more' ? linesOf(fields, 'apart') : [],
    clearDoNotMatch: part.id === 'more' && sentText(visit, 'clear-apart') === 'on',
  };
  if (me.request && kind === 'newcomer') {
    const typed = toNewcomerApplication(fields, locale);
    const cleared = part.id === 'support' ? pathwayAnswers : [];
    const answers = merged(me.request.answers, typed.answers, part, cleared);
    return api(myRequestRoutes.saveMyRequest, { body: { answers, note: typed.note ?? null, ...list } });
  }
  const typed = toMentorApplication(fields, locale);
  const answers = merged(me.mentoring?.answers ?? typed.answers, typed.answers, part, []);
  return api(myMentoringRoutes.saveMyMentoring, { body: { answers, texts: typed.texts ?? {}, ...list } });
};

/** Takes in one part: saved, or what must be put right. */
export const savePart = async (
  visit: Visit,
  me: Me,
  { open, part, fields }: { open: OpenAnswers; part: FormStep; fields: Fields },
): Promise<{ saved: true } | { saved: false; errors: FieldError[]; problem: Saved['problem'] | null }> => {
  const occasion = occasionOf(open.visit);
  const here = (error: FieldError) => part.questions.some(({ name }) => name === error.name);
  const errors = checkForm(open.visit.form, fields, occasion).filter(here);
  if (errors.length > 0) return { saved: false, errors, problem: null };
  const told = await save(visit, me, { kind: open.visit.form.kind, part, fields });
  if (told.ok) return { saved: true };
  const problems = told.problem.errors ?? [];
  const refused = errorsOf(open.visit.form, fields, { problems, occasion }).filter(here);
  return { saved: false, errors: refused, problem: told.problem };
};

type Saved = Extract<Awaited<ReturnType<typeof save>>, { ok: false }>;
