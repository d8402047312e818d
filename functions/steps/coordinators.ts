import { create, update } from '#shared/life/decision.ts';
import { type Person, personSchema } from '#shared/people/person.ts';
import type { Services } from '../services.ts';
import { newChallenge } from './sign-in.ts';
import { step } from './step.ts';

type CoordinatorServices = Pick<Services, 'store' | 'vault' | 'now' | 'newId' | 'community'>;

/**
 * Makes the person with this address a coordinator, known or new, and writes to them.
 * @param by the coordinator who names them, or null for configuration: that sends no mail, and does it once only, so that
 * whoever was taken off the desk stays off.
 */
export const grantCoordinator = async (
  services: CoordinatorServices,
  { email, name, by }: { email: string; name: string; by: Person['id'] | null },
) => {
  const { store, vault, now, newId, community } = services;
  const addressHash = vault.contactHash(email);
  const freshId = newId('person');
  return step<never>(services, by ? { kind: 'coordinator', personId: by } : { kind: 'system' }, async () => {
    if (!by && (await store.people.wasGranted(addressHash))) return { ok: true, decision: {} };
    const known = await store.people.findByAddress(addressHash);
    if (known?.coordinatorSince && by) return { ok: true, decision: {} };
    const id = known?.id ?? freshId;
    const challenge = newChallenge(services, { personId: id, addressHash, kind: 'coordinator-invited' });
    const invite = by
      ? { messages: [challenge.message], extra: challenge.writes }
      : { messages: [], extra: [store.people.firstGrantWrite(addressHash, now())] };
    if (known) {
      const people = known.coordinatorSince
        ? []
        : [update(known, 'grant-coordinator', { coordinatorSince: now() })];
      return { ok: true, decision: { people, messages: invite.messages }, extra: invite.extra };
    }
    const ring = await vault.create(id);
    const person = personSchema.parse({
      id,
      version: 1,
      addressHash,
      wrappedKey: ring.wrappedKey,
      contact: ring.seal('contact', { name, email, phone: null, other: null }),
      wishes: {},
      locale: 'en',
      timeZone: community.timeZone,
      createdAt: now(),
      verifiedAt: null,
      coordinatorSince: now(),
    });
    return {
      ok: true,
      decision: { people: [create(person, 'grant-coordinator')], messages: invite.messages },
      extra: invite.extra,
    };
  });
};

/** Ends a coordinator's grant, and every session of theirs with it. */
export const revokeCoordinator = (
  services: Pick<Services, 'store' | 'now'>,
  { id, by }: { id: Person['id']; by: Person['id'] },
) =>
  step<'not-in-this-state'>(services, { kind: 'coordinator', personId: by }, async () => {
    const person = await services.store.people.get(id);
    // The last one cannot leave the desk empty.
    if (!person?.coordinatorSince || id === by) return { ok: false, reason: 'not-in-this-state' };
    const people = [
      update(person, 'revoke-coordinator', { coordinatorSince: null, sessionEpoch: person.sessionEpoch + 1 }),
    ];
    return { ok: true, decision: { people } };
  });

/** Grants every coordinator whom configuration names and who has not been granted yet; safe to run again. */
export const ensureCoordinators = async (
  services: CoordinatorServices & Pick<Services, 'coordinators'>,
): Promise<void> => {
  for (const email of services.coordinators) {
    await grantCoordinator(services, { email, name: email.split('@')[0] ?? 'Coordinator', by: null });
  }
};
