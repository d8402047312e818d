import { expect, test } from 'vitest';
import { pack, unpack } from '#functions/data/nested.ts';

const key = { pk: 'MATCH#1', sk: 'MATCH' };
const entity = {
  id: '1',
  version: 3,
  state: 'proposed',
  note: null,
  tags: ['a'],
  score: { fit: 8.5, parts: [] },
};

test('plain values stay attributes, lists and objects are one text, and both come back', () => {
  const packed = pack(entity);
  expect(packed).toEqual({
    id: '1',
    version: 3,
    state: 'proposed',
    note: null,
    nested: '{"tags":["a"],"score":{"fit":8.5,"parts":[]}}',
  });
  expect(unpack({ ...key, ...packed })).toEqual({ ...key, ...packed, ...entity });
});

test('an item that was written before is read as well', () => {
  expect(unpack({ ...key, ...entity })).toEqual({ ...key, ...entity });
});

test('a damaged text is a fault', () => {
  expect(() => unpack({ ...key, nested: '{' })).toThrow(SyntaxError);
});
