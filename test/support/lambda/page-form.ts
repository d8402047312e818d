import type { SiteAnswer } from './deployment.ts';

/** What of a screen is filled in: values by field name, and boxes or buttons that are ticked, by id. */
export type Filling = {
  readonly values?: Readonly<Record<string, string>>;
  readonly ticks?: readonly string[];
};

type Input = {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly type: string;
  readonly checked: boolean;
};

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
};
const decode = (text: string): string =>
  text.replaceAll(/&(?:amp|quot|#34|#39|lt|gt);/g, (entity) => entities[entity] ?? entity);

const attribute = (tag: string, name: string): string =>
  decode(new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

const inputsOf = (html: string): Input[] =>
  [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => ({
    id: attribute(tag, 'id'),
    name: attribute(tag, 'name'),
    value: attribute(tag, 'value') || 'on',
    type: attribute(tag, 'type') || 'text',
    checked: /\schecked[\s>=]/.test(tag),
  }));

/** What each select shows before anyone touches it: the chosen option, else the first. */
const selectsOf = (html: string): { readonly name: string; readonly value: string }[] =>
  [...html.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(([, tag = '', options = '']) => {
    const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([option]) => option);
    return {
      name: attribute(tag, 'name'),
      value: attribute(all.find((each) => /\sselected[\s>=]/.test(each)) ?? all[0] ?? '', 'value'),
    };
  });

const isBox = ({ type }: Input): boolean => type === 'checkbox' || type === 'radio';

/**
 * What a browser without script sends for a page's form: hidden fields, boxes that are ticked, and what was filled in.
 * @throws if a box that should be ticked is not there.
 */
export const fillIn = (page: SiteAnswer, { values = {}, ticks = [] }: Filling): URLSearchParams => {
  const inputs = inputsOf(page.body);
  const sent = new URLSearchParams();
  for (const id of ticks)
    if (!inputs.some((input) => input.id === id)) throw new Error(`The page has no “${id}”.`);
  for (const input of inputs)
    if (input.type === 'hidden' || (isBox(input) && (input.checked || ticks.includes(input.id))))
      sent.append(input.name, input.value);
  for (const { name, value } of selectsOf(page.body)) sent.set(name, value);
  for (const [name, value] of Object.entries(values)) sent.set(name, value);
  return sent;
};
