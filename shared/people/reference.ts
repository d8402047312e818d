import type { Id, IdPrefix } from '#shared/ids.ts';

const first =
  'amber autumn bright calm clear copper coral early ember evening fern gentle golden green harbor hazel honey indigo ivory juniper kind lively lunar maple meadow mellow mild morning mossy noble olive open pine plum quiet river rosy russet sandy silver slow soft spring steady summer sunny swift tidal velvet violet warm willow winter wooden'.split(
    ' ',
  );
const second =
  'acorn anchor apple badger bay beacon bell birch bridge brook canyon cedar cliff clover compass cove crane creek dawn delta dune elm falcon field finch forest garden grove gull heron hill island kite lake lantern lark leaf lily marsh mesa mountain oak orchard otter owl path pebble pond poppy reef robin rowan shore sparrow stone stream tern thistle trail valley wren'.split(
    ' ',
  );

/** Two words that name a form without naming a person, drawn from the random end of its id: `quiet heron`. */
export const referenceOf = (id: Id<IdPrefix>): string => {
  const number = [...id.slice(-8)].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % 1_000_003, 7);
  return `${first[number % first.length]} ${second[Math.floor(number / first.length) % second.length]}`;
};
