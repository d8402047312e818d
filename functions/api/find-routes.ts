import * as z from 'zod';
import { foldText } from '#shared/fold-text.ts';
import { foundView } from '#shared/http/people-views.ts';
import { confirmedMentorStates } from '#shared/life/mentor.ts';
import { confirmedRequestStates } from '#shared/life/request.ts';
import type { ReferenceLine } from '../data/lines.ts';
import type { Services } from '../services.ts';
import { namesOf } from './people-views.ts';
import { ok, route } from './route.ts';

/** Names are sealed, so there is no index of them: so many of each list are looked at. */
const readMax = 200;

/** The longest text that is looked for. */
export const findLength = 60;

type Found = z.input<typeof foundView>['found'];

const readLists = ({ lines }: Services['store']) =>
  Promise.all(
    [
      ...confirmedRequestStates.map((state) => ({ kind: 'newcomer', state }) as const),
      ...confirmedMentorStates.map((state) => ({ kind: 'mentor', state }) as const),
    ].map(async ({ kind, state }) => ({
      kind,
      state,
      ...(await lines.references(kind, { state, limit: readMax })),
    })),
  );

/**
 * People whose name or reference holds a text. Whoever types a whole reference means it: then nobody's name is opened but
 * that of those who have it.
 */
const find = async (services: Services, text: string): Promise<z.input<typeof foundView>> => {
  const wanted = foldText(text.trim());
  if (wanted === '') return { found: [], cut: false };
  const lists = await readLists(services.store);
  const all = lists.flatMap(({ lines }) => lines);
  const meant = all.filter(({ reference }) => foldText(reference) === wanted);
  // Whoever withdrew a request was told that nobody sees it any more: they go by their reference.
  const withdrawn = new Set(
    lists.flatMap(({ kind, state, lines }) => (kind === 'newcomer' && state === 'withdrawn' ? lines : [])),
  );
  const named = (meant.length > 0 ? meant : all).filter((line) => !withdrawn.has(line));
  const opened = await namesOf(services, named);
  const nameOf = (line: ReferenceLine) => (withdrawn.has(line) ? line.reference : opened(line));
  const isFound = (line: ReferenceLine): boolean =>
    meant.length > 0 ? meant.includes(line) : foldText(`${nameOf(line)}\n${line.reference}`).includes(wanted);
  return {
    found: lists.flatMap(({ kind, state, lines }) =>
      lines
        .filter(isFound)
        .map((line) => ({ kind, state, id: line.id, name: nameOf(line), reference: line.reference })),
    ) as Found,
    cut: lists.some(({ cut }) => cut),
  };
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
