import * as z from 'zod';
import { foldText } from '#shared/fold-text.ts';
import { foundView } from '#shared/http/people-views.ts';
import type { MentorId, NewcomerId } from '#shared/ids.ts';
import { referenceOf } from '#shared/people/reference.ts';
import type { Standing } from '../data/lines.ts';
import type { DirectoryLine } from '../data/people.ts';
import type { Services } from '../services.ts';
import { openNames } from './people-views.ts';
import { ok, route } from './route.ts';

/** Names are sealed, so there is no index of them: those of so many are opened, of whoever came last first. */
export const namesMax = 1_000;

/** At most so many are shown: whoever sees more types more. */
export const foundMax = 25;

/** The longest text that is looked for. */
export const findLength = 60;

type Found = z.input<typeof foundView>['found'];

/** A request or a place of somebody in the directory. */
type Paper = ({ kind: 'newcomer'; id: NewcomerId } | { kind: 'mentor'; id: MentorId }) & {
  readonly reference: string;
  readonly owner: DirectoryLine;
};

const papersOf = (owner: DirectoryLine): Paper[] => [
  ...(owner.newcomerId
    ? [{ kind: 'newcomer', id: owner.newcomerId, reference: referenceOf(owner.newcomerId), owner } as const]
    : []),
  ...(owner.mentorId
    ? [{ kind: 'mentor', id: owner.mentorId, reference: referenceOf(owner.mentorId), owner } as const]
    : []),
];

/** The papers whose owner's name, or whose reference, holds a text; `cut`: not everybody's name was looked at. */
const meantBy = async (services: Services, text: string) => {
  const people = await services.store.people.directory();
  const papers = people.flatMap(papersOf);
  // Whoever types a whole reference means it: then no name has to be opened.
  const referred = papers.filter(({ reference }) => foldText(reference) === text);
  if (referred.length > 0) return { meant: referred, cut: false };
  const nameOf = await openNames(services, people.slice(0, namesMax));
  const holds = ({ owner, reference }: Paper): boolean =>
    foldText(`${nameOf({ personId: owner.id })}\n${reference}`).includes(text);
  return { meant: papers.filter(holds), cut: people.length > namesMax };
};

const ofKind = <K extends Paper['kind']>(papers: readonly Paper[], kind: K) =>
  papers.filter((paper): paper is Paper & { kind: K } => paper.kind === kind);

const find = async (services: Services, text: string): Promise<z.input<typeof foundView>> => {
  const wanted = foldText(text.trim());
  if (wanted === '') return { found: [], cut: false };
  const { meant, cut } = await meantBy(services, wanted);
  const shown = meant.slice(0, foundMax);
  const [newcomers, mentors] = [ofKind(shown, 'newcomer'), ofKind(shown, 'mentor')];
  const idsOf = <T>(papers: readonly { readonly id: T }[]): T[] => papers.map(({ id }) => id);
  const [nameOf, standings] = await Promise.all([
    openNames(services, new Set(shown.map(({ owner }) => owner))),
    services.store.lines.standings(idsOf(newcomers), idsOf(mentors)),
  ]);
  const states = new Map<string, Standing['state']>(standings.map(({ id, state }) => [id, state]));
  const toFound = ({ kind, id, reference, owner }: Paper) => {
    const state = states.get(id);
    if (!state || state === 'unverified') return [];
    // Whoever withdrew a request was told that nobody sees it any more: they go by their reference.
    const isNameless = kind === 'newcomer' && state === 'withdrawn';
    if (isNameless && !foldText(reference).includes(wanted)) return [];
    return { kind, id, state, reference, name: isNameless ? reference : nameOf({ personId: owner.id }) };
  };
  return { found: [...newcomers, ...mentors].flatMap(toFound) as Found, cut: cut || meant.length > foundMax };
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
