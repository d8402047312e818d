import * as z from 'zod';
import { foldText } from '#shared/fold-text.ts';
import { foundView } from '#shared/http/people-views.ts';
import type { MentorId, NewcomerId, PersonId } from '#shared/ids.ts';
import { referenceOf } from '#shared/people/reference.ts';
import type { Standing } from '../data/lines.ts';
import type { DirectoryLine } from '../data/people.ts';
import type { Services } from '../services.ts';
import { type NameOf, openNames } from './people-views.ts';
import { ok, route } from './route.ts';

/** Names are sealed, so there is no index of them: those of so many are opened at most, of whoever came last first. */
const namesMax = 1_000;

/** At most so many are shown: whoever sees more types more. */
const foundMax = 25;

/** The longest text that is looked for. */
export const findLength = 60;

type Found = z.input<typeof foundView>['found'];

/** A request or a place, and whose it is. */
type Paper = ({ kind: 'newcomer'; id: NewcomerId } | { kind: 'mentor'; id: MentorId }) & {
  readonly personId: PersonId;
  readonly reference: string;
};

const papersOf = ({ id: personId, newcomerId, mentorId }: DirectoryLine): Paper[] => [
  ...(newcomerId
    ? [{ kind: 'newcomer', id: newcomerId, personId, reference: referenceOf(newcomerId) } as const]
    : []),
  ...(mentorId
    ? [{ kind: 'mentor', id: mentorId, personId, reference: referenceOf(mentorId) } as const]
    : []),
];

/** The papers that are meant, with what their owners are called; `cut`: there may be more. */
type Meant = { readonly papers: readonly (Paper & { readonly name: string })[]; readonly cut: boolean };

const withNames = (papers: readonly Paper[], nameOf: NameOf) =>
  papers.map((paper) => ({ ...paper, name: nameOf(paper) }));

/** Whoever types a whole reference means it: no name is opened but that of those who have it. Null if nobody has. */
const meantByReference = async (services: Services, text: string): Promise<Meant | null> => {
  if (!/^\S+ \S+ \d{4}$/.test(text)) return null;
  let papers: Meant['papers'] = [];
  for await (const people of services.store.people.directory()) {
    const having = people.flatMap(papersOf).filter(({ reference }) => foldText(reference) === text);
    if (having.length === 0) continue;
    const ids = new Set(having.map(({ personId }) => personId));
    const owners = people.filter(({ id }) => ids.has(id));
    papers = [...papers, ...withNames(having, await openNames(services, owners))];
  }
  return papers.length > 0 ? { papers, cut: false } : null;
};

/** Those whose owner's name, or whose reference, holds a text; no page is read any more once there are enough to show. */
const meantByPart = async (services: Services, text: string): Promise<Meant> => {
  let papers: Meant['papers'] = [];
  let looked = 0;
  for await (const people of services.store.people.directory()) {
    const named = withNames(people.flatMap(papersOf), await openNames(services, people));
    const holding = named.filter(({ name, reference }) => foldText(`${name}\n${reference}`).includes(text));
    papers = [...papers, ...holding];
    looked += people.length;
    if (papers.length > foundMax || looked >= namesMax) return { papers, cut: true };
  }
  return { papers, cut: false };
};

const ofKind = <K extends Paper['kind']>(papers: Meant['papers'], kind: K) =>
  papers.filter((paper): paper is Meant['papers'][number] & { kind: K } => paper.kind === kind);

const find = async (services: Services, text: string): Promise<z.input<typeof foundView>> => {
  const wanted = foldText(text.trim());
  if (wanted === '') return { found: [], cut: false };
  const { papers, cut } = (await meantByReference(services, wanted)) ?? (await meantByPart(services, wanted));
  const shown = papers.slice(0, foundMax);
  const [newcomers, mentors] = [ofKind(shown, 'newcomer'), ofKind(shown, 'mentor')];
  const standings = await services.store.lines.standings(
    newcomers.map(({ id }) => id),
    mentors.map(({ id }) => id),
  );
  const states = new Map<string, Standing['state']>(standings.map(({ id, state }) => [id, state]));
  const found = [...newcomers, ...mentors].flatMap(({ kind, id, reference, name }) => {
    const state = states.get(id);
    if (!state || state === 'unverified') return [];
    // Whoever withdrew a request was told that nobody sees it any more: they go by their reference.
    const isNameless = kind === 'newcomer' && state === 'withdrawn';
    if (isNameless && !foldText(reference).includes(wanted)) return [];
    return [{ kind, id, state, reference, name: isNameless ? reference : name }];
  });
  return { found: found as Found, cut };
};

/** Finding people on the desk. */
export const findRoutes = {
  findPeople: route({
    method: 'get',
    path: '/desk/find',
    summary: 'People by a part of their name, or by their reference',
    access: 'coordinator',
    query: z.strictObject({ q: z.string().max(findLength).default('') }),
    answer: foundView,
    status: 200,
    handle: async ({ services, query }) => ok(await find(services, query.q)),
  }),
};
