import type { Fields } from './fields.ts';

/** One question of a screen: what its error is called, what it sends, and which part of the application it tells. */
export type Question = {
  /** Name of the question; its error stands beside it, and the error summary links to it. */
  readonly name: string;
  /** Fields with one answer; the question's own name unless given. */
  readonly texts?: readonly string[];
  /** Fields with several answers. */
  readonly lists?: readonly string[];
  /** Beginnings of JSON pointers into the application. */
  readonly points: readonly string[];
};

/** One screen. Each answer that it does not send is cleared: a box without a tick sends nothing. */
export type Step<Id extends string = string> = {
  readonly id: Id;
  readonly questions: readonly Question[];
};

const textNames = ({ name, texts, lists }: Question): readonly string[] => texts ?? (lists ? [] : [name]);

/** Everything that a step's screen sends, as it was typed; nothing of other steps, and nothing unknown. */
export const readStep = (step: Step, sent: FormData): Record<string, string | string[]> => {
  const texts = (name: string): string[] => sent.getAll(name).filter((value) => typeof value === 'string');
  return Object.fromEntries(
    step.questions.flatMap((question) => [
      ...textNames(question).map((name): [string, string] => [name, texts(name)[0] ?? '']),
      ...(question.lists ?? []).map((name): [string, string[]] => [name, texts(name)]),
    ]),
  );
};

/** The question that a part of the application was told with: the one whose pointer says most of it. */
export const questionAt = (steps: readonly Step[], pointer: string): string | null => {
  const matches = steps
    .flatMap((step) => step.questions)
    .flatMap(({ name, points }) => points.map((point) => ({ name, point })))
    .filter(({ point }) => pointer === point || pointer.startsWith(`${point}/`))
    .sort((a, b) => b.point.length - a.point.length);
  return matches[0]?.name ?? null;
};

/** The question that sends a field. */
export const questionOfField = (steps: readonly Step[], field: string): string | null =>
  steps
    .flatMap((step) => step.questions)
    .find((question) => textNames(question).includes(field) || question.lists?.includes(field))?.name ?? null;

/** The step that a question stands on. */
export const stepOf = (steps: readonly Step[], question: string): Step | undefined =>
  steps.find((step) => step.questions.some(({ name }) => name === question));

/** Whether anything of a step was ever sent. */
export const isSeen = (step: Step, fields: Fields): boolean =>
  step.questions.some((question) =>
    [...textNames(question), ...(question.lists ?? [])].some((name) => fields[name] !== undefined),
  );
