import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mentorAnswersSchema, newcomerAnswersSchema } from '#shared/people/answers.ts';
import {
  mentorApplicationSchema,
  mentorTextsSchema,
  newcomerApplicationSchema,
} from '#shared/people/application.ts';
import { importanceComponents } from '#shared/people/catalogues.ts';
import { contactSchema, contactWishesSchema } from '#shared/people/contact.ts';
import type { Fields } from '#web/forms/fields.ts';
import { type Form, mentorForm, newcomerForm } from '#web/forms/forms.ts';
import { toMentorFields } from '#web/forms/mentor-fields.ts';
import { toNewcomerFields } from '#web/forms/newcomer-fields.ts';
import { questionAt, readStep } from '#web/forms/steps.ts';
import { mentorApplication, newcomerApplication } from './applications.ts';

/** The fields as browsers send them: a box without a tick and a list without a choice are not there. */
const send = (fields: Fields): FormData => {
  const sent = new FormData();
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string') for (const each of value) sent.append(name, each);
    else if (value !== '') sent.append(name, value);
  }
  return sent;
};

/** Everything that the steps of a form keep of what was sent. */
const keepAll = (form: Form, sent: FormData): Fields =>
  Object.assign({}, ...form.steps.map((step) => readStep(step, sent)));

describe('what was typed and the application', () => {
  test('any newcomer’s application comes back from its fields, through every step, as it was', () => {
    fc.assert(
      fc.property(newcomerApplication, (application) => {
        const fields = keepAll(newcomerForm, send(toNewcomerFields(application)));
        const again = newcomerForm.toApplication(fields, application.locale);
        expect(newcomerApplicationSchema.parse(again)).toEqual(application);
      }),
      { numRuns: 100 },
    );
  });

  test('any mentor’s application comes back from its fields, through every step, as it was', () => {
    fc.assert(
      fc.property(mentorApplication, (application) => {
        const fields = keepAll(mentorForm, send(toMentorFields(application)));
        const again = mentorApplicationSchema.parse(mentorForm.toApplication(fields, application.locale));
        const inOrder = (form: typeof application) => ({
          ...form,
          answers: { ...form.answers, pathways: form.answers.pathways.toSorted(byPathway) },
        });
        expect(inOrder(again)).toEqual(inOrder(application));
      }),
      { numRuns: 100 },
    );
  });

  test('nothing told makes an application that is refused, never an error', () => {
    for (const form of [newcomerForm, mentorForm]) {
      expect(form.schema.safeParse(form.toApplication({}, 'en')).success).toBe(false);
    }
  });

  test('whatever is typed makes an application that is taken or refused, never an error', () => {
    const names = [newcomerForm, mentorForm].flatMap((form) => Object.keys(keepAll(form, new FormData())));
    const value = fc.oneof(fc.string(), fc.array(fc.string(), { maxLength: 5 }));
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (fields) => {
        for (const form of [newcomerForm, mentorForm]) {
          const parsed = form.schema.safeParse(form.toApplication(fields, 'en'));
          if (!parsed.success) {
            for (const { path } of parsed.error.issues) {
              const pointer = path.map((part) => `/${String(part)}`).join('');
              expect(questionAt(form.steps, pointer), pointer).not.toBeNull();
            }
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});

const byPathway = (a: { pathway: string }, b: { pathway: string }): number =>
  a.pathway.localeCompare(b.pathway);

/** Parts of an application that no question tells: the page's language stands in the address. */
const untold = new Set(['/locale', '/contact', '/wishes', '/answers', '/texts', '/answers/importance']);

describe('every part of an application has a question', () => {
  const under = (path: string, schema: { shape: object }): string[] =>
    Object.keys(schema.shape).map((key) => `${path}/${key}`);
  const cases = [
    [
      newcomerForm,
      [
        ...under('', newcomerApplicationSchema),
        ...under('/answers', newcomerAnswersSchema),
        ...importanceComponents.map((component) => `/answers/importance/${component}`),
      ],
    ],
    [
      mentorForm,
      [
        ...under('', mentorApplicationSchema),
        ...under('/answers', mentorAnswersSchema),
        ...under('/texts', mentorTextsSchema),
      ],
    ],
  ] as const;
  for (const [form, pointers] of cases) {
    const all = [...pointers, ...under('/contact', contactSchema), ...under('/wishes', contactWishesSchema)];
    test.each(all.filter((pointer) => !untold.has(pointer)))(`${form.kind}: %s`, (pointer) => {
      expect(questionAt(form.steps, pointer)).not.toBeNull();
    });
  }
});

describe('readStep()', () => {
  const step = (id: string) => newcomerForm.steps.find((each) => each.id === id)!;

  test('clears a box that lost its tick, and a list that lost its last', () => {
    const sent = send({ wants: [], 'gender-wish': '' });
    expect(readStep(step('mentor'), sent)).toMatchObject({ wants: [], important: [], 'gender-wish': '' });
    expect(readStep(step('reach'), new FormData())['shared-inbox']).toBe('');
  });

  test('takes nothing that belongs to another step or to nobody', () => {
    const sent = send({ name: 'Robin', email: 'x@example.org', role: 'coordinator', at: 'check' });
    expect(readStep(step('name'), sent)).toEqual({ name: 'Robin' });
  });

  test('takes the first of a field that was sent twice, and no file', () => {
    const sent = new FormData();
    sent.append('name', new File(['x'], 'x.txt'));
    sent.append('name', 'Robin');
    sent.append('name', 'Other');
    expect(readStep(step('name'), sent)).toEqual({ name: 'Robin' });
  });

  test('keeps what was typed exactly, spaces and line ends too', () => {
    expect(readStep(step('more'), send({ note: '  a\r\nb  ' })).note).toBe('  a\r\nb  ');
  });
});
