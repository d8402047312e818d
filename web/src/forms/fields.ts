/*
 * What a form sends, exactly as it was typed: the server keeps this while a form is on its way, and the application is
 * made from it at the end. A single answer is a text, an answer of several boxes a list.
 */

/** Names and what was typed under them. */
export type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A field's text; nothing told is an empty text. */
export const textOf = (fields: Fields, name: string): string => {
  const value = fields[name];
  return (typeof value === 'string' ? value : value?.[0]) ?? '';
};

/** A field's text without space around it, or null if nothing was told. */
export const told = (fields: Fields, name: string): string | null => textOf(fields, name).trim() || null;

/** A field's ticked values. */
export const listOf = (fields: Fields, name: string): readonly string[] => {
  const value = fields[name];
  return typeof value === 'string' ? (value === '' ? [] : [value]) : (value ?? []);
};

/** Whether a box is ticked. */
export const isOn = (fields: Fields, name: string): boolean => textOf(fields, name) === 'on';

/** How a box is kept: a box that is not ticked is an empty text, so that an earlier tick does not stay. */
export const boxOf = (ticked: boolean): string => (ticked ? 'on' : '');

/** Lines of a text, without the empty ones. */
export const linesOf = (fields: Fields, name: string): string[] =>
  textOf(fields, name)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
