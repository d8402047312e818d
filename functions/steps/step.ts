import type { Actor, Decided, Decision } from '#shared/life/decision.ts';
import type { Write } from '../data/table-client.ts';
import type { Services } from '../services.ts';

/** The person has nothing to do with it, or it is not there. */
export type Missing = { readonly ok: false; readonly reason: 'not-found' };
export const missing: Missing = { ok: false, reason: 'not-found' };

/** What a step needs of the services. */
export type StepServices = Pick<Services, 'store' | 'now' | 'newId' | 'community' | 'vault' | 'pool'>;

/** How a step ended. `busy`: others were faster again and again, and nothing was written. */
export type Stepped<R extends string> =
  | { readonly ok: true; readonly decision: Decision }
  | { readonly ok: false; readonly reason: R | 'not-found' | 'busy' };

const attemptsMax = 12;

/**
 * Gathers and decides, writes, and begins again if what it read has changed meanwhile.
 * @param gather loads what the decision needs and decides; may add writes that must hold together with it.
 */
export const step = async <R extends string>(
  { store, now }: Pick<StepServices, 'store' | 'now'>,
  actor: Actor,
  gather: () => Promise<(Decided<R> & { extra?: readonly Write[] }) | Missing>,
): Promise<Stepped<R>> => {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const decided = await gather();
    if (!decided.ok) return decided;
    const extra = 'extra' in decided ? (decided.extra ?? []) : [];
    if (await store.commit(decided.decision, { actor, now: now() }, extra))
      return { ok: true, decision: decided.decision };
  }
  return { ok: false, reason: 'busy' };
};
