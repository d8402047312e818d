import * as z from 'zod';
import type { en } from '#shared/i18n/en/index.ts';
import { type Locale, messages } from '#shared/i18n/index.ts';

/** Every refusal of the API and the status it answers with (RFC 9457 problem details). */
export const problemStatus = {
  'invalid-request': 400,
  'malformed-body': 400,
  'not-signed-in': 401,
  'cross-site': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  'sign-in-refused': 400,
  'other-browser': 409,
  'idempotency-in-flight': 409,
  'idempotency-mismatch': 422,
  'not-in-this-state': 409,
  'newcomer-not-waiting': 409,
  'mentor-not-available': 409,
  'no-capacity': 409,
  'match-on-hold': 409,
  'safety-hold': 409,
  'too-late-to-undo': 409,
  'not-eligible': 409,
  'note-missing': 422,
  busy: 503,
  fault: 500,
} as const satisfies Record<keyof (typeof en)['problems']['titles'], number>;

/** The name of a problem. */
export type ProblemName = keyof typeof problemStatus;

/** One field that needs another look. */
export const fieldProblemSchema = z.object({
  /** JSON pointer (RFC 6901) into the body, such as `/contact/email`. */
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
});
export type FieldProblem = z.infer<typeof fieldProblemSchema>;

/** A refusal as the API sends it, `application/problem+json`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  /** A reference to tell us, for faults. */
  instance: z.string().optional(),
  errors: z.array(fieldProblemSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const typePrefix = 'urn:alongside:problem:';

/** The name in a problem's type. */
export const problemName = (problem: Problem): ProblemName =>
  problem.type.slice(typePrefix.length) as ProblemName;

/** A problem in words. */
export const toProblem = (
  name: ProblemName,
  {
    locale = 'en',
    errors,
    instance,
  }: { locale?: Locale; errors?: readonly FieldProblem[]; instance?: string } = {},
): Problem => {
  const words = messages(locale).problems;
  return {
    type: `${typePrefix}${name}`,
    title: words.titles[name],
    status: problemStatus[name],
    detail: words.details[name],
    ...(instance && { instance }),
    ...(errors && { errors: [...errors] }),
  };
};

type FieldCode = keyof (typeof en)['problems']['fields'];

const isFieldCode = (text: string): text is FieldCode => text in messages('en').problems.fields;

const codeOf = (issue: z.core.$ZodIssue): FieldCode => {
  if (isFieldCode(issue.message)) return issue.message;
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? 'required' : 'wrong-type';
    case 'invalid_value':
      return issue.input === undefined ? 'required' : 'not-in-list';
    case 'invalid_key':
      return 'not-in-list';
    case 'too_small':
      return issue.origin === 'array' || issue.origin === 'string' ? 'too-few' : 'too-small';
    case 'too_big':
      return issue.origin === 'array' ? 'too-many' : issue.origin === 'string' ? 'too-long' : 'too-big';
    case 'not_multiple_of':
      return 'off-grid';
    case 'unrecognized_keys':
      return 'unknown-field';
    case 'invalid_format':
      return 'wrong-shape';
    default:
      return 'wrong-shape';
  }
};

const escapePointer = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1');

/** What was wrong in words; of a text that is too long, also how long it may be. */
const fieldMessage = (issue: z.core.$ZodIssue, code: FieldCode, locale: Locale): string => {
  const { fields, tooLong } = messages(locale).problems;
  const maximum: unknown =
    issue.code === 'too_big' ? issue.maximum : issue.code === 'custom' ? issue.params?.maximum : undefined;
  return code === 'too-long' && typeof maximum === 'number' ? tooLong(maximum) : fields[code];
};

/** The issues of a failed parse as field problems, in the reader's language. */
export const toFieldProblems = (error: z.ZodError, locale: Locale): FieldProblem[] =>
  error.issues.flatMap((issue) => {
    // A union's own issue says little: the issues of its first choice are what people need.
    const paths =
      issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
    const code =
      issue.code === 'invalid_union'
        ? isFieldCode(issue.message)
          ? issue.message
          : 'wrong-shape'
        : codeOf(issue);
    return paths.map((path) => ({
      pointer: path.map((part) => `/${escapePointer(part)}`).join(''),
      code,
      message: fieldMessage(issue, code, locale),
    }));
  });
