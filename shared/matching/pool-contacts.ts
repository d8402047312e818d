import type { ReadyNewcomer } from './pair.ts';
import { type Columns, contactWords, idByteOf } from './pool-columns.ts';
import { gateBit } from './pool-tables.ts';

/* Whether a newcomer and the mentor at a position are one person or must not meet, as failed gates. */

/** Fingerprints one after the other, two words each. */
const fingerprints = (texts: readonly string[]): Uint32Array => Uint32Array.from(texts.flatMap(contactWords));

const holds = (wanted: Uint32Array, contact: Uint32Array, at: number): boolean => {
  for (let w = 0; w < wanted.length; w += 2) {
    if (contact[2 * at] === wanted[w] && (contact[2 * at + 1]! ^ wanted[w + 1]!) >>> 8 === 0) return true;
  }
  return false;
};

/** The gates about contacts that the pair with the mentor at a position fails. */
export const createContacts = (columns: Columns, { profile, contactHashes }: ReadyNewcomer) => {
  const own = fingerprints(contactHashes);
  const unwanted = fingerprints(profile.doNotMatch);
  const [same, named] = [gateBit('same-person'), gateBit('do-not-match')];
  const { ids, contact, aside: allAside } = columns;
  const ownByte = idByteOf(profile.id);
  return (at: number): number => {
    const isOwn = (contact[2 * at + 1]! & 0xff) === ownByte && ids[at] === profile.id;
    const aside = allAside.size > 0 ? allAside.get(ids[at]!) : undefined;
    let failed = isOwn || holds(own, contact, at) ? same : 0;
    if (holds(unwanted, contact, at)) failed |= named;
    if (!aside) return failed;
    if (aside.otherContacts.some((hash) => contactHashes.includes(hash))) failed |= same;
    if (aside.otherContacts.some((hash) => profile.doNotMatch.includes(hash))) failed |= named;
    if (contactHashes.some((hash) => aside.doNotMatch.includes(hash))) failed |= named;
    return failed;
  };
};
