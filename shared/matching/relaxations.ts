import * as z from 'zod';
import { modalities } from '#shared/people/catalogues.ts';
import type { NewcomerProfile, WeeklyWindow } from './profile.ts';

/* What a newcomer could relax, one thing at a time. */

/** A `wish` can be talked about, a `safety` choice is the person's own to reopen, a `need` is not to be given up. */
export const relaxationKinds = ['wish', 'safety', 'need'] as const;

/** A time of the newcomer's week at which mentors who would appear are free; minutes after local midnight. */
const helpfulTimeSchema = z.object({
  day: z.number().int(),
  start: z.number().int(),
  end: z.number().int(),
  mentors: z.number().int(),
});
export type HelpfulTime = z.infer<typeof helpfulTimeSchema>;

const found = {
  /** Mentors who would become eligible. */
  mentors: z.number().int(),
  /** Those of them who would fit well enough to be proposed. */
  proposable: z.number().int(),
};
const relaxable = <R extends string, K extends (typeof relaxationKinds)[number], S extends z.ZodRawShape>(
  code: R,
  kind: K,
  more: S,
) => z.object({ code: z.literal(code), kind: z.literal(kind), ...more, ...found });

/** One thing that could be relaxed, and what it would bring. */
export const relaxationSchema = z.discriminatedUnion('code', [
  relaxable('gender-must', 'safety', {}),
  relaxable('worldview-must', 'wish', {}),
  relaxable('only-these-pathways', 'wish', {}),
  relaxable('not-pathway', 'wish', { pathway: z.string() }),
  relaxable('medication-affirming', 'need', {}),
  relaxable('modality', 'wish', { modality: z.enum(modalities) }),
  relaxable('radius', 'wish', { radiusKm: z.number() }),
  relaxable('language', 'wish', { language: z.string() }),
  // As if every hour of the week would do; `times` are the hours that bring most.
  relaxable('windows', 'wish', { times: z.array(helpfulTimeSchema) }),
]);
export type Relaxation = z.infer<typeof relaxationSchema>;

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** The thing alone, before it is known what it brings. */
export type RelaxationChange = Without<Relaxation, 'mentors' | 'proposable'>;

/** Every hour of the week. */
export const everyHour: WeeklyWindow[] = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: 0, end: 0 }));

/** A changed copy of a newcomer. */
export type Variant = { change: RelaxationChange; newcomer: NewcomerProfile };

const mustVariants = (newcomer: NewcomerProfile): Variant[] => {
  const variants: Variant[] = [];
  if (newcomer.genderPreference.strength === 'must') {
    const genderPreference = { ...newcomer.genderPreference, strength: 'prefer' as const };
    variants.push({
      change: { code: 'gender-must', kind: 'safety' },
      newcomer: { ...newcomer, genderPreference },
    });
  }
  if (newcomer.worldviewMust) {
    variants.push({
      change: { code: 'worldview-must', kind: 'wish' },
      newcomer: { ...newcomer, worldviewMust: false },
    });
  }
  if (newcomer.pathwayMust) {
    variants.push({
      change: { code: 'only-these-pathways', kind: 'wish' },
      newcomer: { ...newcomer, pathwayMust: false },
    });
  }
  for (const pathway of new Set(newcomer.notPathways)) {
    const notPathways = newcomer.notPathways.filter((excluded) => excluded !== pathway);
    variants.push({
      change: { code: 'not-pathway', kind: 'wish', pathway },
      newcomer: { ...newcomer, notPathways },
    });
  }
  if (newcomer.needsMedicationAffirming) {
    variants.push({
      change: { code: 'medication-affirming', kind: 'need' },
      newcomer: { ...newcomer, needsMedicationAffirming: false },
    });
  }
  return variants;
};

const reachVariants = (newcomer: NewcomerProfile): Variant[] => {
  const variants: Variant[] = [];
  for (const modality of modalities) {
    if (newcomer.modalities.includes(modality) || (modality === 'in-person' && !newcomer.location)) continue;
    variants.push({
      change: { code: 'modality', kind: 'wish', modality },
      newcomer: { ...newcomer, modalities: [...newcomer.modalities, modality] },
    });
  }
  if (newcomer.location && newcomer.modalities.includes('in-person')) {
    const radiusKm = Math.max(10, 2 * newcomer.location.radiusKm);
    variants.push({
      change: { code: 'radius', kind: 'wish', radiusKm },
      newcomer: { ...newcomer, location: { ...newcomer.location, radiusKm } },
    });
  }
  for (const { code, level } of newcomer.languages) {
    if (level !== 'basic') continue;
    variants.push({
      change: { code: 'language', kind: 'wish', language: code },
      newcomer: { ...newcomer, languages: [...newcomer.languages, { code, level: 'conversational' }] },
    });
  }
  variants.push({
    change: { code: 'windows', kind: 'wish', times: [] },
    newcomer: { ...newcomer, windows: everyHour },
  });
  return variants;
};

/** Every single thing that this newcomer could relax, each as a changed copy of them. */
export const relaxationsOf = (newcomer: NewcomerProfile): Variant[] => [
  ...mustVariants(newcomer),
  ...reachVariants(newcomer),
];
