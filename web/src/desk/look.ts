import type * as z from 'zod';
import type { lookView } from '#shared/http/people-views.ts';
import type { Problem } from '#shared/http/problem.ts';
import { sentText, type Visit } from '../room.ts';

/** What a coordinator has just opened, with its names. */
export type LookedAt = readonly { readonly label: string; readonly value: string }[];

type Look = z.output<typeof lookView>;
type Told = { readonly ok: true; readonly body: Look } | { readonly ok: false; readonly problem: Problem };

const contactOf = ({ words }: Visit, contact: NonNullable<Look['contact']>): LookedAt => {
  const t = words.mail.contact;
  return [
    { label: words.desk.lists.name, value: contact.name },
    { label: t.email, value: contact.email },
    ...(contact.phone ? [{ label: t.phone, value: contact.phone }] : []),
    ...(contact.other ? [{ label: t.other, value: contact.other }] : []),
  ];
};

const toFacts = (visit: Visit, look: Look): LookedAt => {
  const { mentor, newcomer } = visit.words.desk;
  if (look.contact) return contactOf(visit, look.contact);
  if (look.texts) {
    return (['about', 'boundaries', 'note'] as const).map((name) => ({
      label: mentor[name],
      value: look.texts?.[name] ?? mentor.none,
    }));
  }
  return [{ label: mentor.note, value: look.note ?? newcomer.noNote }];
};

/**
 * Opens a private field if the form asked for it. The answer is shown in this very response and nowhere kept, so that
 * it is not there again without another press.
 */
export const look = async <W extends string>(
  visit: Visit,
  kinds: readonly W[],
  open: (what: W) => Promise<Told>,
): Promise<{ looked: LookedAt | null; problem: Problem | null }> => {
  const what = kinds.find((kind) => kind === sentText(visit, 'look'));
  if (!what) return { looked: null, problem: null };
  const told = await open(what);
  return told.ok
    ? { looked: toFacts(visit, told.body), problem: null }
    : { looked: null, problem: told.problem };
};
