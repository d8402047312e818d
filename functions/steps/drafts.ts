import type { Locale } from '#shared/i18n/index.ts';
import type { DraftId } from '#shared/ids.ts';
import { days, hours, plus } from '#shared/time.ts';
import type { Draft } from '../data/drafts.ts';
import type { Services } from '../services.ts';

type DraftServices = Pick<Services, 'store' | 'vault' | 'now' | 'newId' | 'tokens'>;

/** What was typed so far: field names and texts, exactly as a form sends them. */
export type Fields = Record<string, string | string[]>;

/** How long a draft lives after the last change. */
export const draftLife = { open: 2 * hours, later: 7 * days } as const;

/** A draft and what is in it. */
export type OpenDraft = { readonly draft: Draft; readonly fields: Fields };

/** Begins a draft. @returns it with the token for the browser's cookie. */
export const beginDraft = async (
  { store, vault, now, newId, tokens }: DraftServices,
  { kind, locale, fields = {} }: { kind: Draft['kind']; locale: Locale; fields?: Fields },
): Promise<OpenDraft & { token: string }> => {
  const id = newId('draft');
  const ring = await vault.create(id);
  const draft: Draft = {
    id,
    version: 1,
    kind,
    locale,
    wrappedKey: ring.wrappedKey,
    sealed: ring.seal('fields', fields),
    sealedAddress: null,
    createdAt: now(),
    expiresAt: plus(now(), draftLife.open),
  };
  if (!(await store.drafts.put(draft))) throw new Error('A draft with a new id exists already.');
  return { draft, fields, token: tokens.tokenOf(id) };
};

/** The draft that a browser's token names, or null if it is over. */
export const openDraft = async (
  { store, vault, now, tokens }: DraftServices,
  token: string | null,
): Promise<OpenDraft | null> => {
  const id: DraftId | null = token === null ? null : tokens.idOf('draft', token);
  const draft = id && (await store.drafts.get(id, now()));
  if (!draft) return null;
  const ring = await vault.unlock(draft.wrappedKey, draft.id);
  return { draft, fields: ring.open('fields', draft.sealed) as Fields };
};

/** Removes the draft that a browser's token names, if it is not over anyway. */
export const dropDraft = async (services: DraftServices, token: string | null): Promise<void> => {
  const open = await openDraft(services, token);
  if (open) await services.store.drafts.remove(open.draft.id);
};

const attemptsMax = 5;

/**
 * Lays new answers over a draft; two tabs at once both keep what they typed. A draft speaks the language of the page from
 * which it was saved last.
 * @returns null if the draft is over.
 */
export const saveDraft = async (
  services: DraftServices,
  token: string | null,
  { fields, locale }: { fields: Fields; locale?: Locale | undefined },
): Promise<OpenDraft | null> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const open = await openDraft(services, token);
    if (!open) return null;
    const ring = await services.vault.unlock(open.draft.wrappedKey, open.draft.id);
    const merged = { ...open.fields, ...fields };
    const life = open.draft.sealedAddress ? draftLife.later : draftLife.open;
    const next: Draft = {
      ...open.draft,
      version: open.draft.version + 1,
      locale: locale ?? open.draft.locale,
      sealed: ring.seal('fields', merged),
      expiresAt: plus(services.now(), life),
    };
    if (await services.store.drafts.put(next)) return { draft: next, fields: merged };
  }
  return null;
};

/** Keeps a draft for a week and mails the link to it, in the language of the page. @returns false if the draft is over. */
export const finishLater = async (
  services: DraftServices,
  token: string | null,
  { email, locale }: { email: string; locale?: Locale | undefined },
): Promise<boolean> => {
  const open = await openDraft(services, token);
  if (!open) return false;
  const { store, vault, now } = services;
  const ring = await vault.unlock(open.draft.wrappedKey, open.draft.id);
  const draft: Draft = {
    ...open.draft,
    version: open.draft.version + 1,
    locale: locale ?? open.draft.locale,
    sealedAddress: ring.seal('address', email),
    expiresAt: plus(now(), draftLife.later),
  };
  if (!(await store.drafts.put(draft))) return finishLater(services, token, { email, locale });
  const message = {
    kind: 'draft-link',
    personId: null,
    cause: draft.id,
    causeVersion: draft.version,
    draftId: draft.id,
  } as const;
  return store.commit({ messages: [message] }, { actor: { kind: 'system' }, now: now() });
};
