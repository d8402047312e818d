const compare: Record<string, (a: string | number, b: string | number) => boolean> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '>': (a, b) => a > b,
  '<=': (a, b) => a <= b,
  '>=': (a, b) => a >= b,
};

type Plain = string | number | undefined;
/** How a condition reads the item and its own values. */
type Reading = {
  readonly attribute: (name: string) => Plain;
  readonly value: (name: string) => Plain;
};

/** One term of a condition; what it does not know it refuses, loudly. */
const termHolds = (term: string, { attribute, value }: Reading): boolean => {
  const exists = /^attribute_(not_)?exists\(([#\w]+)\)$/.exec(term);
  if (exists) return (attribute(exists[2]!) === undefined) === (exists[1] !== undefined);
  const comparison = /^([#\w]+) (=|<=|>=|<|>) (:\w+)$/.exec(term);
  if (!comparison) throw new SyntaxError(`The memory table does not understand “${term}”.`);
  const left = attribute(comparison[1]!);
  const right = value(comparison[3]!);
  return left !== undefined && right !== undefined && compare[comparison[2]!]!(left, right);
};

/** Whether a condition of DynamoDB holds; terms, AND and OR are what this product uses. */
export const conditionHolds = (expression: string, reading: Reading): boolean =>
  expression
    .split(' OR ')
    .some((terms) => terms.split(' AND ').every((term) => termHolds(term.trim(), reading)));
