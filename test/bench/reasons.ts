import type { Reasons } from './rows.ts';

/*
 * Why a target of the matching is missed, for those that have been, told on the benchmark's page wherever that is so. Times
 * are of a profile on the machine that the page is of, at n = 5,000 or of a newcomer before 5,000 mentors.
 */
export const reasons: Reasons = {
  'assign beside munkres, dense, n = 5000':
    'within what runs differ by (10 %). Of some 180 ms, 120 go by in reading 25 million pairs four times: 36 to see that ' +
    'three lists of 100 MB are a matrix, twice 33 for everybody’s best pairs and 20 for the proof, of which half is copying ' +
    'them from memory to where they are looked through. Bidding and chains take the other 60. Without the check or without ' +
    'the proof it would be met with room to spare; neither is given up.',
  'full rubric, gates first, with the newcomer’s tables':
    'within what runs differ by (4 %). Of 170 µs, 23 are the newcomer’s own tables, 55 shared time with the 1,230 mentors ' +
    'who pass what is looked up, the rest scoring the 630 who share enough and handing them over.',
  'full rubric, gates first, with the newcomer’s tables, WASM SIMD':
    'the target leaves 50 µs. Of the 75 that it takes, 25 are the newcomer’s own tables, made and written in TypeScript, ' +
    'and 15 handing 620 pairs over; so the compiled code, which takes 35, would have 10. Nothing shorter is in sight: ' +
    'tables are shared already by newcomers who say the same.',
  'full rubric, nothing skipped':
    'a pair has 125 ns and takes 145: some forty loads from as many columns and tables, a walk through a week of eight ' +
    'chunks (40 ns), twenty gates. Rounds and searches never do it: they ask the gates first.',
  'full rubric, nothing skipped, WASM SIMD':
    'within what runs differ by (4 %). Of 145 µs, 25 are the newcomer’s own tables; of the others scores take three ' +
    'quarters, at some forty loads a pair.',
  'deciding that round again after a rejection, p99':
    'half of the decisions take 2.5 ms and 98 of 100 at most 8.7; in the few above young memory is tidied up, which takes 15 ' +
    'to 23. Each decision leaves some 2 MB to tidy.',
  'best 10 of 1000000, p50':
    'within what runs differ by. A search sees some 37,000 mentors in scattered places, and waits for memory half of the ' +
    'time; even with the best floor known beforehand it would be 30,000.',
};
