import { type GateCode, gateCodes } from './gates.ts';
import { createSetting, readyNewcomer, type Setting } from './pair.ts';
import { findBest } from './pool-best.ts';
import { arrangeBlocks, type Blocks, bytesOfBlocks, readBlocks } from './pool-blocks.ts';
import { append, bytesOf, type Columns, createColumns } from './pool-columns.ts';
import { createReader } from './pool-reader.ts';
import { readSnapshot, writeSnapshot } from './pool-snapshot.ts';
import { type Survey, type SurveyOptions, surveyAll } from './pool-survey.ts';
import { type MatchingContext, type MentorProfile, type NewcomerProfile, requireMentor } from './profile.ts';
import type { Alternate } from './round-row.ts';
import { type ComponentName, componentNames, type RubricInput } from './rubric.ts';
import { rubricV1 } from './rubric-v1.ts';

/*
 * Any number of mentors, kept so that the best for a newcomer are found at once. The rubric is the one of `scorePair`,
 * and so is every number: see `pool-tables.ts`.
 */

/** What a pair comes to through the columns. */
export type PoolComparison = {
  gates: GateCode[];
  components: Partial<Record<ComponentName, number>>;
  availability: { worstMinutes: number; worstDays: number; bestMinutes: number; soon: boolean };
  confidence: number;
  fit: number;
  rank: number;
  priority: number;
};

/** A pool of mentors at one instant. */
export type Pool = {
  /** How many mentors are in it. */
  readonly size: () => number;
  /** Bytes that the columns and the blocks over them take, ids not counted. */
  readonly bytes: () => number;
  /** The first `count` by rank, then by id, of those who pass every gate and are not weak. */
  readonly best: (newcomer: NewcomerProfile, count: number) => Alternate[];
  /** Counts everybody who can be proposed, and finds the first `count` of those whom fewest gates stop. O(mentors). */
  readonly survey: (newcomer: NewcomerProfile, options: SurveyOptions) => Survey;
  /** One pair through the columns; null if there is no such mentor. */
  readonly compare: (newcomer: NewcomerProfile, mentorId: string) => PoolComparison | null;
  /** Puts a mentor in, in the place of the one with the same id. */
  readonly update: (mentor: MentorProfile) => void;
  /** Takes a mentor out. @returns whether there was one. */
  readonly remove: (mentorId: string) => boolean;
  /** From now on sees everybody at another instant, or with tags as rare as they are by now. O(1). */
  readonly seeAt: (context: MatchingContext) => void;
  readonly toSnapshot: () => Uint8Array<ArrayBuffer>;
};

/** Those who came later are looked at one by one, until they are so many. */
const looseMaximum = (size: number): number => Math.max(256, size / 20);

/** Where each stands, in columns that nobody has left since they were arranged. */
const positionsOf = ({ ids }: Columns): Map<string, number> => new Map(ids.map((id, at) => [id, at]));

const poolOf = (columns: Columns, arranged: Blocks | null, first: Setting): Pool => {
  let setting = first;
  let blocks = arranged;
  // Only changes and single comparisons ask where somebody stands.
  let positions: Map<string, number> | null = null;
  let gone = 0;
  const where = () => {
    positions ??= positionsOf(columns);
    return positions;
  };
  const settle = (): Blocks => {
    const loose = columns.size - (blocks?.covered ?? 0) + gone;
    if (blocks && loose <= looseMaximum(columns.size)) return blocks;
    blocks = arrangeBlocks(columns);
    positions = null;
    gone = 0;
    return blocks;
  };
  const remove = (mentorId: string): boolean => {
    const at = where().get(mentorId);
    if (at === undefined) return false;
    columns.numbers.status[at] = 0;
    columns.aside.delete(mentorId);
    where().delete(mentorId);
    gone += 1;
    return true;
  };
  return {
    size: () => columns.size - gone,
    bytes: () => bytesOf(columns) + (blocks ? bytesOfBlocks(blocks) : 0),
    best: (newcomer, count) => {
      const settled = settle();
      return findBest({ columns, blocks: settled, setting }, readyNewcomer(newcomer, setting), count);
    },
    survey: (newcomer, options) => surveyAll({ columns, setting }, readyNewcomer(newcomer, setting), options),
    compare: (newcomer, mentorId) => {
      const at = where().get(mentorId);
      if (at === undefined) return null;
      const reader = createReader(columns, readyNewcomer(newcomer, setting), setting);
      const failed = reader.failedGates(at);
      reader.add(at);
      reader.score();
      const { confidence, fit, rank } = reader.batch;
      const scores = reader.scoresOfOne();
      const known = componentNames.map((name, c) => [name, scores[c]!] as const);
      return {
        gates: gateCodes.filter((_, gate) => ((failed >>> gate) & 1) === 1),
        components: Object.fromEntries(known.filter(([, score]) => !Number.isNaN(score))),
        availability: reader.timeOfOne(),
        confidence: confidence[0]!,
        fit: fit[0]!,
        rank: rank[0]!,
        priority: reader.priority,
      };
    },
    update: (mentor) => {
      const checked = requireMentor(mentor, setting.context.asOf);
      remove(checked.id);
      where().set(checked.id, append(columns, checked));
    },
    remove,
    seeAt: (context) => {
      setting = createSetting(context, setting.rubric);
      // What newcomers made of everybody was of the earlier instant.
      columns.shared.tables.clear();
      columns.shared.numbers = 0;
    },
    toSnapshot: () => {
      blocks = arrangeBlocks(columns);
      positions = null;
      gone = 0;
      return writeSnapshot(columns);
    },
  };
};

/**
 * A pool of mentors. Checks each once; O(mentors · log mentors).
 *
 * @throws {RangeError} if a profile, the context or the rubric is wrong, or if a mentor stands in it twice.
 */
export const createPool = (
  mentors: Iterable<MentorProfile>,
  context: MatchingContext,
  rubric: RubricInput = rubricV1,
): Pool => {
  const setting = createSetting(context, rubric);
  const columns = createColumns();
  const seen = new Set<string>();
  for (const mentor of mentors) {
    const checked = requireMentor(mentor, setting.context.asOf);
    if (seen.has(checked.id))
      throw new RangeError(`Cannot make the pool: mentor ${checked.id} stands in it twice.`);
    seen.add(checked.id);
    append(columns, checked);
  }
  return poolOf(columns, arrangeBlocks(columns), setting);
};

/**
 * The pool that a snapshot holds, seen at another instant if so wished.
 *
 * @throws {RangeError} if the bytes are no snapshot, of another version, cut short or damaged.
 */
export const fromSnapshot = (
  bytes: Uint8Array,
  context: MatchingContext,
  rubric: RubricInput = rubricV1,
): Pool => {
  const columns = readSnapshot(bytes);
  return poolOf(columns, readBlocks(columns), createSetting(context, rubric));
};
