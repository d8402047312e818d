import type { ReadyNewcomer } from './pair.ts';
import { type Columns, contactWords, idByteOf } from './pool-columns.ts';
import { gateBit } from './pool-tables.ts';

/* Whether a newcomer and the mentor at a position are one person or must not meet, as failed gates. */

/** What a newcomer asks of contacts. */
export type Contacts = {
  /** Fingerprints, two words each: the newcomer's own, then those on their list. */
  readonly sought: Uint32Array;
  /** The gates about contacts that the pair with the mentor at a position fails, as bits. */
  readonly failedGates: (at: number) => number;
};

/** Makes a newcomer's contacts ready. */
export const createContacts = (columns: Columns, { profile, contactHashes }: ReadyNewcomer): Contacts => {
  const [same, named] = [gateBit('same-person'), gateBit('do-not-match')];
  const sought = Uint32Array.from([...contactHashes, ...profile.doNotMatch].flatMap(contactWords));
  const ofOwn = 2 * contactHashes.length;
  const { ids, contact, aside: allAside } = columns;
  const ownByte = idByteOf(profile.id);
  const failedGates = (at: number): number => {
    const [first, second] = [contact[2 * at]!, contact[2 * at + 1]!];
    let failed = (second & 0xff) === ownByte && ids[at] === profile.id ? same : 0;
    for (let w = 0; w < sought.length; w += 2) {
      if (first !== sought[w] || (second ^ sought[w + 1]!) >>> 8 !== 0) continue;
      failed |= w < ofOwn ? same : named;
    }
    const aside = allAside.size > 0 ? allAside.get(ids[at]!) : undefined;
    if (!aside) return failed;
    if (aside.otherContacts.some((hash) => contactHashes.includes(hash))) failed |= same;
    if (aside.otherContacts.some((hash) => profile.doNotMatch.includes(hash))) failed |= named;
    if (contactHashes.some((hash) => aside.doNotMatch.includes(hash))) failed |= named;
    return failed;
  };
  return { sought, failedGates };
};
