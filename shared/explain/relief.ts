import type { Locale } from '#shared/i18n/index.ts';
import type { GateCode } from '#shared/matching/gates.ts';
import type { relaxationKinds } from '#shared/matching/relaxations.ts';
import { type Wording, wording } from './names.ts';
import type { SharedTime } from './times.ts';

/** One thing a newcomer could relax, as the API tells it. */
export type ReliefStep = {
  readonly code: string;
  readonly kind: (typeof relaxationKinds)[number];
  readonly mentors: number;
  readonly proposable: number;
  readonly pathway?: string | undefined;
  readonly modality?: string | undefined;
  readonly radiusKm?: number | undefined;
  readonly language?: string | undefined;
  readonly times?: readonly SharedTime[] | undefined;
};

const changeText = (step: ReliefStep, { words, ...told }: Wording): string => {
  const { relief } = words;
  if (step.pathway !== undefined) return relief.notPathway(told.pathway(step.pathway));
  if (step.modality !== undefined) return relief.modality(told.way(step.modality));
  if (step.radiusKm !== undefined) return relief.radius(told.whole(step.radiusKm));
  if (step.language !== undefined) return relief.language(told.language(step.language));
  const known: Readonly<Record<string, string>> = relief.change;
  return known[step.code] ?? step.code;
};

/** One relaxation in words: what would change, what it brings, and whose choice it is. */
export const reliefText = (
  step: ReliefStep,
  locale: Locale,
): { readonly text: string; readonly kind: string } => {
  const told = wording(locale);
  const { relief } = told.words;
  return {
    text: `${changeText(step, told)}: ${relief.brings(step.mentors, step.proposable)}`,
    kind: relief.kinds[step.kind],
  };
};

/** What stops most mentors, in words. */
export const blockedText = (
  { gate, mentors }: { readonly gate: GateCode; readonly mentors: number },
  locale: Locale,
): string => {
  const { words } = wording(locale);
  return words.relief.blocked(words.gates[gate], mentors);
};
