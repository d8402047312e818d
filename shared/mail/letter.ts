import type { ContactLine } from './mail-data.ts';

/** A piece of a message; each has a form in HTML and one in plain text. */
export type Block =
  | { readonly kind: 'paragraph'; readonly text: string }
  /** A remark that may be skipped. */
  | { readonly kind: 'remark'; readonly text: string }
  | { readonly kind: 'code'; readonly label: string; readonly code: string }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] }
  | { readonly kind: 'list'; readonly title: string; readonly items: readonly string[] }
  | { readonly kind: 'rows'; readonly title: string; readonly rows: readonly ContactLine[] };

/** A link that looks like a button; only the first of a message is filled. */
export type Button = { readonly label: string; readonly href: string };

/** A message before it is laid out: words in order, nothing about how they look. */
export type Letter = { readonly subject: string; readonly blocks: readonly Block[] };

/** A paragraph. */
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });

/** A quiet remark. */
export const remark = (text: string): Block => ({ kind: 'remark', text });

/** One button, or several answers of which one is to be chosen. */
export const buttons = (...list: readonly Button[]): Block => ({ kind: 'buttons', buttons: list });
