import fc from 'fast-check';

/* Weeks for properties about time: any windows, in zones that are awkward, at instants that are. */

const zones = [
  'America/New_York',
  'America/Phoenix',
  'Europe/London',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'Pacific/Chatham',
];
const window = fc.record({
  day: fc.integer({ min: 1, max: 7 }),
  start: fc.integer({ min: 0, max: 95 }).map((quarter) => 15 * quarter),
  end: fc.integer({ min: 0, max: 96 }).map((quarter) => 15 * quarter),
});
/** A week of somebody's windows, and the zone of their clock. */
export const week = fc.record({
  windows: fc.array(window, { maxLength: 8 }),
  timeZone: fc.constantFrom(...zones),
});
/** Just before clock changes on either side of the Atlantic and in the south, and off the quarter-hour. */
export const instant = fc.constantFrom(
  '2026-02-20T12:00:00Z',
  '2026-03-07T23:52:11Z',
  '2026-03-28T22:07:30Z',
  '2026-04-04T13:40:00Z',
  '2026-10-31T20:59:59Z',
);
