import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scorePair } from '#shared/matching/index.ts';
import { createSetting, readyNewcomer } from '#shared/matching/pair.ts';
import { append, createColumns } from '#shared/matching/pool-columns.ts';
import { createContacts } from '#shared/matching/pool-contacts.ts';
import { gateBit } from '#shared/matching/pool-tables.ts';
import { rubricV1 } from '#shared/matching/rubric-v1.ts';
import { runs } from '#test/support/runs.ts';
import { pairWith } from './vectors.ts';

const { newcomer, mentor, context } = pairWith();
const setting = createSetting(context, rubricV1);

/** So few that they meet often. */
const hash = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j');
const few = fc.uniqueArray(hash, { maxLength: 3 });
const contacts = fc.record({ contactHash: hash, otherContactHashes: few, doNotMatch: few });

/** Of the gates about contacts, those that fail, as bits. */
const bitsOf = (gates: readonly string[]): number =>
  (gates.includes('same-person') ? gateBit('same-person') : 0) |
  (gates.includes('do-not-match') ? gateBit('do-not-match') : 0);

describe('createContacts()', () => {
  it('tells as comparing a pair does who is one person, and who must not meet', () => {
    const seen = new Set<number>();
    fc.assert(
      fc.property(
        contacts,
        fc.array(fc.tuple(contacts, fc.boolean()), { minLength: 1, maxLength: 12 }),
        (ours, theirs) => {
          const who = { ...newcomer, ...ours, id: 'person-1' };
          const them = theirs.map(([each, alike], i) => ({
            ...mentor,
            ...each,
            id: alike && i === 1 ? 'person-1' : `mentor-${i}`,
          }));
          const columns = createColumns();
          for (const each of them) append(columns, each);
          const { failedGates } = createContacts(columns, readyNewcomer(who, setting));
          them.forEach((each, at) => {
            const expected = bitsOf(scorePair(who, each, context).gates);
            expect(failedGates(at)).toBe(expected);
            seen.add(expected);
          });
        },
      ),
      { numRuns: runs(400) },
    );
    expect(seen.size).toBe(4);
  });

  const failedFor = (ours: object, theirs: object) => {
    const columns = createColumns();
    append(columns, { ...mentor, doNotMatch: [], contactHash: 'm', ...theirs });
    const who = { ...newcomer, doNotMatch: [], contactHash: 'n', ...ours };
    return createContacts(columns, readyNewcomer(who, setting)).failedGates(0);
  };
  const [same, named] = [gateBit('same-person'), gateBit('do-not-match')];

  it.each<[string, object, object, number]>([
    ['nothing is shared', { doNotMatch: ['x'] }, { doNotMatch: ['y'] }, 0],
    ['the contact is one', {}, { contactHash: 'n' }, same],
    ['another contact of the newcomer is the mentor’s', { otherContactHashes: ['m'] }, {}, same],
    ['another contact of the mentor is the newcomer’s', {}, { otherContactHashes: ['x', 'n'] }, same],
    [
      'other contacts of both are one',
      { otherContactHashes: ['x'] },
      { otherContactHashes: ['y', 'x'] },
      same,
    ],
    ['the id is one', { id: 'same' }, { id: 'same' }, same],
    ['the newcomer names the mentor', { doNotMatch: ['x', 'm'] }, {}, named],
    ['the newcomer names another contact', { doNotMatch: ['x'] }, { otherContactHashes: ['y', 'x'] }, named],
    ['the mentor names the newcomer', {}, { doNotMatch: ['x', 'n'] }, named],
    ['the mentor names another contact', { otherContactHashes: ['y', 'x'] }, { doNotMatch: ['x'] }, named],
    ['both', { doNotMatch: ['m'], id: 'same' }, { id: 'same' }, same | named],
  ])('fails the gate that it should where %s', (_where, ours, theirs, expected) => {
    expect(failedFor(ours, theirs)).toBe(expected);
  });

  it('takes nobody for the newcomer whose fingerprint of an id alone is the same', () => {
    const ids = Array.from({ length: 600 }, (_, i) => `mentor-${i}`);
    const columns = createColumns();
    for (const [i, id] of ids.entries())
      append(columns, { ...mentor, id, contactHash: `h-${i}`, doNotMatch: [] });
    const who = { ...newcomer, id: 'mentor-7', contactHash: 'n', doNotMatch: [] };
    const { failedGates } = createContacts(columns, readyNewcomer(who, setting));
    expect(ids.filter((_, at) => failedGates(at) !== 0)).toEqual(['mentor-7']);
  });
});
