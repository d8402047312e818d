import { freeOfIdle } from './cost-idle.ts';
import type { Played } from './cost-play.ts';
import { assumed, type Line, sum, thousands } from './cost-reckoning.ts';
import prices from './prices.json' with { type: 'json' };

const dollars = (amount: number): string => amount.toFixed(amount < 0.1 ? 4 : 2);

const table = (lines: readonly Line[]): string => {
  const total = sum(lines);
  const rows = lines
    .toSorted((a, b) => b.dollars - a.dollars)
    .map(
      ({ what, dollars: amount, how }) =>
        `| ${what} | ${dollars(amount)} | ${((100 * amount) / total).toFixed(1)} % | ${how} |`,
    );
  return [
    '| what | dollars | share | counted |',
    '| --- | --: | --: | --- |',
    ...rows,
    `| **all** | **${dollars(total)}** | | |`,
  ].join('\n');
};

/** The page that says what it costs. */
export const costPage = (parts: {
  played: Played;
  lines: readonly Line[];
  idle: readonly Line[];
  apart: readonly Line[];
}): string => {
  const { played, lines, idle, apart } = parts;
  return `# Cost

US dollars in ${prices.region}, list prices, looked at on ${prices.asOf} (\`test/bench/prices.json\` has each with its source). \`npm run cost\` makes
this page and \`docs/bench/cost.json\`. No free allowance is taken off.

## 1,000 introductions, from sign-up to the first call

Played: ${played.people} people through the deployable bundles (forms screen by screen, ${played.visits} visits, every second person signing in anew at each), ${played.connected} newcomers of them
connected; multiplied to 1,000. Table units are what the embedded DynamoDB says it consumed, indexes included. It counts one write
unit per KB and index, doubles the table's own units in a transaction, and counts nothing for a transaction that was refused. Times are the processor's on this machine, stretched
by 1,769 MB ÷ the function's memory, and ${assumed.millisecondsOfACall} ms for each call of another service (SES: ${assumed.millisecondsOfSes}); every visit, every message and every change is reckoned with a cold start, and no key is remembered between them.

${table(lines)}

## An idle month

Counted from the synthesised templates that \`npm run deploy\` deploys, and from ${thousands(assumed.minutesOfAMonth)} calls of the clock.

${table(idle)}

With the allowances that never end, in an account that has nothing else in it: ${dollars(sum(idle) - freeOfIdle(idle))}. From the second year on the key's rotation adds a dollar, from the third two; then no more.

Apart from that:

${table(apart)}

## What dominates, and what would help

- **Mails are about half of an introduction**, ten thousand a dollar. Only fewer messages would help, and each has its reason.
- **Writing is the next.** A message's item stands in two indexes; while it is claimed or being sent it is in one only, which is a quarter of
  what its four states would write otherwise.
- **Nothing that polls for money reads the stream.** Only Lambda's own reads of a stream are free
  ([DynamoDB: stream usage](https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CostOptimization_StreamsUsage.html)): three Pipes would
  ask twelve times a second, for 6.31 dollars a month ([0018](decisions/0018-one-function-reads-the-stream.md)).
- **Queues are read while idle**: five connections each, about a quarter of a dollar a queue.
- **Keys** cost a dollar each and month, whatever they do, and two more once they have been rotated twice. There is one
  ([0020](decisions/0020-one-key-and-keys-in-the-table.md)).
- **Our own two keys stand wrapped in the table**: in Secrets Manager they would be 0.80 dollars a month, and half a cent for a thousand starts.
- **Alarms** cost ten cents each past the first ten, and each is a promise that somebody hears about.
- **A dashboard** is 3 dollars a month beyond an account's first three: so it is a stack that a stage asks for.
`;
};
