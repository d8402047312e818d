import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryOf, packList, unpackList } from '#functions/round/packed-list.ts';
import { makeMentor } from '#test/bench/people.ts';

describe('a packed list', () => {
  it('tells every value as it was, in whatever order they are asked for', () => {
    const places = fc.integer({ min: 0, max: 49 });
    fc.assert(
      fc.property(places, fc.array(places, { maxLength: 60 }), (length, asked) => {
        const mentors = Array.from({ length }, (_, i) => makeMentor(i));
        const unpacked = unpackList(packList(mentors));
        expect(unpacked.length).toBe(length);
        for (const place of asked.filter((each) => each < length)) {
          expect(unpacked.at(place)).toEqual(mentors[place]);
        }
      }),
    );
  });

  it('hides nothing that is wrong with a value: what JSON would put right stays', () => {
    const strange = [Number.NaN, undefined, new Date(0), { left: undefined }, -0];
    const unpacked = unpackList(packList(strange));
    strange.forEach((value, place) => {
      expect(unpacked.at(place)).toStrictEqual(value);
    });
  });

  it('refuses what cannot be told to another thread', () => {
    expect(() => packList([() => {}])).toThrow(/could not be cloned/);
  });

  it('takes its memory along to where it goes, and holds no more of it than the values fill', () => {
    const packed = packList(Array.from({ length: 40 }, (_, i) => makeMentor(i)));
    const moved = structuredClone(packed, { transfer: memoryOf(packed) });
    expect(unpackList(moved).at(39)).toEqual(makeMentor(39));
    expect(packed.packets.map(({ byteLength }) => byteLength)).toEqual([0, 0, 0]);
    expect(memoryOf(moved).map(({ byteLength }) => byteLength)).toEqual(
      moved.packets.map(({ byteLength }) => byteLength),
    );
  });
});
