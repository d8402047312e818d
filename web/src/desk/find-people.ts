import { deskMentorRoutes } from '#functions/api/desk-mentor-routes.ts';
import { deskNewcomerRoutes } from '#functions/api/desk-newcomer-routes.ts';
import { confirmedMentorStates } from '#shared/life/mentor.ts';
import { confirmedRequestStates } from '#shared/life/request.ts';
import { foldText } from '../fold-text.ts';
import type { Visit } from '../room.ts';

/** Someone whom a search has found. */
export type Found = {
  readonly href: string;
  readonly name: string;
  readonly reference: string;
  readonly state: string;
};

type Row = { readonly id: string; readonly name: string; readonly reference: string };
type Page =
  | { readonly ok: true; readonly body: { readonly items: readonly Row[]; readonly cursor: string | null } }
  | { readonly ok: false };

// Names are sealed, so there is no index of them: lists are read page by page, so many of each.
const pagesMax = 8;

const readList = async (
  page: (cursor: string | undefined) => Promise<Page>,
): Promise<{ rows: Row[]; cut: boolean }> => {
  const rows: Row[] = [];
  let cursor: string | undefined;
  for (let count = 0; count < pagesMax; count += 1) {
    const told = await page(cursor);
    if (!told.ok) break;
    rows.push(...told.body.items);
    if (told.body.cursor === null) return { rows, cut: false };
    cursor = told.body.cursor;
  }
  return { rows, cut: true };
};

/** People whose name or reference holds a text, newcomers first. */
export const findPeople = async (
  { api, words }: Pick<Visit, 'api' | 'words'>,
  query: string,
): Promise<{ found: Found[]; cut: boolean }> => {
  const wanted = foldText(query.trim());
  if (wanted === '') return { found: [], cut: false };
  const lists = await Promise.all([
    ...confirmedRequestStates.map(async (state) => ({
      room: 'newcomers',
      word: words.desk.requestStates[state],
      ...(await readList((cursor) => api(deskNewcomerRoutes.listNewcomers, { query: { state, cursor } }))),
    })),
    ...confirmedMentorStates.map(async (state) => ({
      room: 'mentors',
      word: words.desk.mentorStates[state],
      ...(await readList((cursor) => api(deskMentorRoutes.listMentors, { query: { state, cursor } }))),
    })),
  ]);
  const found = lists.flatMap(({ room, word, rows }) =>
    rows
      .filter(({ name, reference }) => foldText(`${name}\n${reference}`).includes(wanted))
      .map(({ id, name, reference }) => ({ href: `/desk/${room}/${id}`, name, reference, state: word })),
  );
  return { found, cut: lists.some(({ cut }) => cut) };
};
