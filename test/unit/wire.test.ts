import { expect, test } from 'vitest';
import { fromWire, toWire, type WireItem } from '#functions/data/wire.ts';

test('every type that the table holds comes off the wire as the value that was stored', () => {
  const item: WireItem = {
    pk: { S: 'MATCH#1' },
    version: { N: '3' },
    share: { N: '-0.25' },
    open: { BOOL: false },
    note: { NULL: true },
    tags: { L: [{ S: 'a' }, { L: [] }] },
    score: { M: { fit: { N: '8.5' }, parts: { M: {} } } },
  };
  expect(fromWire(item)).toEqual({
    pk: 'MATCH#1',
    version: 3,
    share: -0.25,
    open: false,
    note: null,
    tags: ['a', []],
    score: { fit: 8.5, parts: {} },
  });
});

test('a type that the table never holds is a fault, and not something else', () => {
  const item = { tags: { SS: ['a'] } } as unknown as WireItem;
  expect(() => fromWire(item)).toThrow(TypeError);
});

test('a key goes onto the wire as texts', () => {
  expect(toWire({ pk: 'MATCH#1', sk: 'MATCH' })).toEqual({ pk: { S: 'MATCH#1' }, sk: { S: 'MATCH' } });
});
