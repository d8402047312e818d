import type { Id, IdPrefix } from '#shared/ids.ts';

const first =
  'amber autumn bright calm clear copper coral early ember evening fern gentle golden green harbor hazel honey indigo ivory juniper kind lively lunar maple meadow mellow mild morning mossy noble olive open pine plum quiet river rosy russet sandy silver slow soft spring steady summer sunny swift tidal velvet violet warm willow winter wooden'.split(
    ' ',
  );
const second =
  'acorn anchor apple badger bay beacon bell birch bridge brook canyon cedar cliff clover compass cove crane creek dawn delta dune elm falcon field finch forest garden grove gull heron hill island kite lake lantern lark leaf lily marsh mesa mountain oak orchard otter owl path pebble pond poppy reef robin rowan shore sparrow stone stream tern thistle trail valley wren'.split(
    ' ',
  );

/** A prime far above how many references there are, and small enough that 33 times it is still exact. */
const modulus = 1_000_000_000_039;

/**
 * Two words and four digits that name a form without naming a person, drawn from the random end of its id:
 * `quiet heron 4207`. There are some 29 million, so that among a thousand people hardly ever two share one; the digits
 * never begin with 0, so that they are said as they are written.
 */
export const referenceOf = (id: Id<IdPrefix>): string => {
  let rest = [...id.slice(-10)].reduce((sum, letter) => (sum * 33 + letter.charCodeAt(0)) % modulus, 7);
  const draw = (size: number): number => {
    const drawn = rest % size;
    rest = Math.floor(rest / size);
    return drawn;
  };
  return `${first[draw(first.length)]} ${second[draw(second.length)]} ${1_000 + draw(9_000)}`;
};
