import type { Person } from '#shared/people/person.ts';
import type { Look } from '../data/history.ts';
import type { Services } from '../services.ts';
import { caller, type Visitor } from './route.ts';

/** Writes down who looks before anything is shown. */
export const recordLook = async (
  services: Services,
  visitor: Visitor,
  person: Person,
  what: Look['what'],
): Promise<void> => {
  await services.store.history.addLook({
    id: services.newId('look'),
    personId: person.id,
    byId: caller(visitor).id,
    at: services.now(),
    what,
  });
};
