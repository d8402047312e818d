import { describe, expect, it } from 'vitest';
import {
  append,
  arrange,
  bytesOf,
  contactWords,
  createColumns,
  facetNames,
  fingerprint,
  idByteOf,
} from '#shared/matching/pool-columns.ts';
import { pairWith } from './vectors.ts';

const mentor = { ...pairWith().mentor, doNotMatch: [], tags: [] };
const named = (i: number, changes: object = {}) => ({
  ...mentor,
  id: `mentor-${i}`,
  contactHash: `h-${i}`,
  ...changes,
});

describe('fingerprint()', () => {
  it('is FNV-1a in its first word, and another hash in its second', () => {
    expect(fingerprint('')).toEqual([0x811c9dc5, 0x9747b28c]);
    expect(fingerprint('a')[0]).toBe(0xe40c292c);
    expect(fingerprint('foobar')[0]).toBe(0xbf9cf968);
    expect(fingerprint('foobar')[1]).not.toBe(fingerprint('foobas')[1]);
  });

  it('lends its lowest byte to the id beside a contact', () => {
    const [first, second] = contactWords('h-1');
    expect([first, second >>> 8]).toEqual([fingerprint('h-1')[0], fingerprint('h-1')[1] >>> 8]);
    expect(second & 0xff).toBe(0);
    expect(idByteOf('mentor-1')).toBe(fingerprint('mentor-1')[0] & 0xff);
  });
});

describe('append()', () => {
  it('counts as one kind who say the same in another order, or twice', () => {
    const columns = createColumns();
    const says = { mentorsGenders: ['man', 'woman'], familyStage: ['single', 'children-at-home'] };
    append(columns, named(1, { ...says, modalities: ['video', 'phone'] }));
    append(
      columns,
      named(2, {
        mentorsGenders: ['woman', 'man'],
        familyStage: ['children-at-home', 'single', 'single'],
        modalities: ['phone', 'video'],
      }),
    );
    for (const name of facetNames)
      expect([name, columns.numbers[name][1]]).toEqual([name, columns.numbers[name][0]]);
  });

  it('holds a number in one byte up to 255, in two up to 65,535 and in four beyond, keeping those before', () => {
    const columns = createColumns();
    const place = (lat: number) => ({ lat, lon: 0, radiusKm: 5 });
    const { numberOf } = columns.facets.place;
    const { numbers } = columns;
    const addAs = (i: number) => {
      const at = append(columns, named(i, { location: place(i) }));
      return [columns.numbers.place[at], columns.numbers.place.BYTES_PER_ELEMENT];
    };
    for (let i = 0; i < 255; i += 1) numberOf(place(i));
    expect(addAs(7)).toEqual([7, 1]);
    expect(addAs(255)).toEqual([255, 1]);
    expect(addAs(256)).toEqual([256, 2]);
    expect(addAs(3)).toEqual([3, 2]);
    for (let i = 257; i < 65_535; i += 1) numberOf(place(i));
    expect(addAs(65_535)).toEqual([65_535, 2]);
    expect(addAs(65_536)).toEqual([65_536, 4]);
    expect([...columns.numbers.place.subarray(0, 6)]).toEqual([7, 255, 256, 3, 65_535, 65_536]);
    expect(numbers.zone.BYTES_PER_ELEMENT).toBe(1);
  });

  it('keeps everything when it needs more room', () => {
    const [tight, wide] = [createColumns(0), createColumns(1_000)];
    const tags = ['parenting', 'grief', 'work'];
    for (let i = 0; i < 200; i += 1) {
      const each = named(i, {
        tags: tags.slice(0, i % 4),
        windows: [{ day: 1 + (i % 7), start: 15 * (i % 90), end: 15 * (i % 90) + 60 }],
        lastMatchAt: i % 2 === 0 ? '2026-01-01T00:00:00Z' : null,
      });
      append(tight, each);
      append(wide, each);
    }
    const order = Uint32Array.from({ length: 200 }, (_, i) => 199 - i);
    arrange(tight, order);
    arrange(wide, order);
    expect({ ...tight, facets: null }).toEqual({ ...wide, facets: null });
    expect(tight.ids.slice(0, 2)).toEqual(['mentor-199', 'mentor-198']);
    expect([tight.size, tight.room, tight.lastMatch.length]).toEqual([200, 200, 200]);
  });

  it('puts aside only who has other contacts, a private list, or a tag beyond the first 32', () => {
    const columns = createColumns();
    append(columns, named(0, { tags: Array.from({ length: 32 }, (_, t) => `community:${t}`) }));
    expect(columns.tagBits).toEqual(Array.from({ length: 32 }, (_, t) => `community:${t}`));
    append(columns, named(1, { tags: ['community:31', 'community:32'] }));
    append(columns, named(2, { doNotMatch: ['h'] }));
    append(columns, named(3, { otherContactHashes: ['h'] }));
    expect([...columns.aside]).toEqual([
      ['mentor-1', { otherContacts: [], doNotMatch: [], moreTags: ['community:32'] }],
      ['mentor-2', { otherContacts: [], doNotMatch: ['h'], moreTags: [] }],
      ['mentor-3', { otherContacts: ['h'], doNotMatch: [], moreTags: [] }],
    ]);
    append(columns, named(2));
    expect([...columns.aside.keys()]).toEqual(['mentor-1', 'mentor-3']);
  });
});

describe('bytesOf()', () => {
  it('adds up all columns: 119 bytes of room for each, and a bit for each tag', () => {
    const columns = createColumns(64);
    expect(bytesOf(columns)).toBe(64 * (84 + 1 + 8 + 8 + 8 + 10));
    append(columns, named(1, { tags: ['parenting', 'grief'] }));
    expect(bytesOf(columns)).toBe(64 * 119 + 2 * 8);
  });
});
