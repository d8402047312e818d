import { entryBytes, marks, type PanelMemory, wholeAt } from './panel-layout.ts';
import { bytesOfEntry, type Standing } from './panel-mentors.ts';
import type { Tables } from './pool-tables.ts';
import { componentAt } from './pool-weights.ts';

/*
 * What a newcomer makes of the parts that mentors share, as entries side by side: a score times its weight, and the gates
 * that fail with what is unknown as marks. So one load tells both, and a record holds where to load from.
 */

type EntryPart = 'pathways' | 'month' | 'stage' | 'person' | 'modalities' | 'languages';
type Given = {
  readonly weight: number;
  readonly scores: Float64Array;
  readonly gates?: Uint32Array;
  /** The bits of what is unknown. */
  readonly missing?: Uint8Array;
};

/** Writes entries unless they are there from an earlier newcomer who said the same; `behind` words after each one's start. */
const createWriter = ({ parts, words, all }: PanelMemory) => {
  const written = new Map<string, Given>();
  return (part: EntryPart, { weight, scores, gates, missing }: Given, behind = 0): void => {
    const key = `${part} ${behind}`;
    const last = written.get(key);
    if (last?.scores === scores && last.weight === weight) return;
    written.set(key, { weight, scores });
    const step = bytesOfEntry(part) / 4;
    const first = parts[part].byteOffset / 4 + behind;
    for (let number = 0, word = first; number < scores.length; number += 1, word += step) {
      all[word >> 1] = weight * scores[number]!;
    }
    if (gates) {
      for (let number = 0, word = first + 2; number < gates.length; number += 1, word += step) {
        words[word] = gates[number]!;
      }
    }
    if (missing) {
      for (let number = 0, word = first + 2; number < missing.length; number += 1, word += step) {
        const unknown = missing[number]! << marks.unknownShift;
        words[word] = gates ? words[word]! | unknown : unknown;
      }
    }
  };
};

/** Writes a newcomer's tables, given the weights by component. */
export const createEntries = (memory: PanelMemory, standings: readonly Standing[]) => {
  const { parts, words, all, wholes } = memory;
  const write = createWriter(memory);
  const inEntry = entryBytes / 4;

  /** Behind each entry of ways to talk: what meeting in person counts by its place; and a mark where text is enough. */
  const writeModalities = (modalities: Tables['modalities']): void => {
    const from = parts.modalities.byteOffset / 4;
    const { nearPlace, textOnly, gates } = modalities;
    for (let number = 0; number < nearPlace.length; number += 1) {
      const word = from + 2 * inEntry * number;
      all[(word + inEntry) / 2] = nearPlace[number]!;
      words[word + 2] = gates[number]! | (textOnly[number] === 1 ? marks.textOnly : 0);
    }
    wholes[wholeAt.anyTextOnly] = textOnly.includes(1) ? 1 : 0;
  };

  return (tables: Tables, weight: Float64Array): void => {
    const { pathways, month, stage, person, modalities, languages, status, near } = tables;
    const { filledWorldview, filledGender, gates, missing } = person;
    write('pathways', {
      weight: weight[componentAt.pathway]!,
      scores: pathways.score,
      gates: pathways.gates,
    });
    write('month', { weight: weight[componentAt.recovery]!, scores: month.score, gates: month.gates });
    write('stage', { weight: weight[componentAt.stage]!, scores: stage.filled, missing: stage.missing });
    write('person', { weight: weight[componentAt.worldview]!, scores: filledWorldview, gates, missing });
    write('person', { weight: weight[componentAt.gender]!, scores: filledGender }, inEntry);
    write('languages', {
      weight: weight[componentAt.language]!,
      scores: languages.score,
      gates: languages.gates,
    });
    write('modalities', {
      weight: weight[componentAt.modality]!,
      scores: modalities.far,
      gates: modalities.gates,
    });
    writeModalities(modalities);
    standings.forEach((standing, number) => {
      words[parts.standing.byteOffset / 4 + inEntry * number + 2] =
        status.gates[standing.status]! | standing.marks;
    });
    wholes[wholeAt.anyNear] = near.size > 0 ? 1 : 0;
    if (near.size === 0) return;
    parts.near.fill(-1);
    for (const [place, nearness] of near) parts.near[place] = nearness;
  };
};
