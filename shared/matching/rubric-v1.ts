import { type Rubric, requireRubric } from './rubric.ts';

/*
 * Version 1. The design's reasons: recovery minimums follow AA's pamphlet P-15 (a year or more), the lead is "someone
 * further along", the heartbeat answers the top complaint about sponsor lists, which is that they are stale. The finer numbers
 * are the defaults of `rubric.ts`, which are version 1's for every rubric that leaves them out.
 */

/** The columns of the affinity matrix: the mentor's pathway. */
const columns = [
  'aa',
  'na',
  'other-twelve-step',
  'celebrate-recovery',
  'recovery-dharma',
  'smart',
  'lifering',
  'women-for-sobriety',
  'secular',
  'medication',
  'harm-reduction',
  'al-anon',
  'family-secular',
  'mental-health-peer',
  'illness-peer',
] as const;

/** The affinity matrix; a row is the newcomer's pathway. `unsure` is a full answer, with a row of its own. */
const rows: Record<string, readonly number[]> = {
  aa: [1, 0.85, 0.85, 0.65, 0.5, 0.35, 0.3, 0.4, 0.45, 0.35, 0.1, 0, 0, 0, 0],
  na: [0.8, 1, 0.9, 0.65, 0.5, 0.35, 0.3, 0.4, 0.45, 0.2, 0.05, 0, 0, 0, 0],
  'other-twelve-step': [0.85, 0.9, 1, 0.65, 0.5, 0.35, 0.3, 0.4, 0.45, 0.35, 0.1, 0, 0, 0, 0],
  'celebrate-recovery': [0.65, 0.65, 0.65, 1, 0.25, 0.2, 0.15, 0.25, 0.2, 0.35, 0.05, 0, 0, 0, 0],
  'recovery-dharma': [0.5, 0.5, 0.5, 0.25, 1, 0.65, 0.65, 0.55, 0.65, 0.6, 0.35, 0, 0, 0, 0],
  smart: [0.35, 0.3, 0.35, 0.15, 0.6, 1, 0.85, 0.75, 0.85, 0.75, 0.6, 0, 0, 0, 0],
  lifering: [0.3, 0.25, 0.3, 0.1, 0.6, 0.85, 1, 0.75, 0.85, 0.55, 0.25, 0, 0, 0, 0],
  'women-for-sobriety': [0.4, 0.35, 0.4, 0.25, 0.55, 0.75, 0.75, 1, 0.75, 0.6, 0.25, 0, 0, 0, 0],
  secular: [0.3, 0.25, 0.3, 0.1, 0.65, 0.85, 0.85, 0.75, 1, 0.7, 0.5, 0, 0, 0, 0],
  medication: [0.35, 0.15, 0.35, 0.3, 0.6, 0.75, 0.6, 0.6, 0.7, 1, 0.75, 0, 0, 0, 0],
  'harm-reduction': [0.1, 0.05, 0.1, 0.05, 0.4, 0.75, 0.3, 0.3, 0.6, 0.8, 1, 0, 0, 0, 0],
  unsure: [0.7, 0.7, 0.7, 0.5, 0.7, 0.7, 0.7, 0.7, 0.7, 0.7, 0.6, 0.7, 0.7, 0.7, 0.7],
  'al-anon': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0.6, 0, 0],
  'family-secular': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6, 1, 0, 0],
  'mental-health-peer': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0],
  'illness-peer': [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
};

const affinity = Object.fromEntries(
  Object.entries(rows).map(([row, cells]) => [
    row,
    Object.fromEntries(columns.map((column, i) => [column, cells[i]!])),
  ]),
);

/** Rubric version 1: checked and frozen. */
export const rubricV1: Rubric = requireRubric({
  version: 1,
  weights: {
    pathway: 24,
    availability: 20,
    recovery: 18,
    lived: 12,
    stage: 8,
    worldview: 6,
    modality: 6,
    gender: 4,
    language: 2,
  },
  bands: { strong: 75, good: 60, fair: 45 },
  policy: {
    minimumRecoveryDays: { 'substance-use': 365, family: 180, 'mental-health': 365, 'chronic-illness': 365 },
    minimumLeadDays: 180,
    minimumSharedMinutes: 60,
    minimumBlockMinutes: 30,
    heartbeatDays: 35,
  },
  curves: {
    stabilityByYears: [
      [1, 0.7],
      [2, 0.85],
      [3, 0.95],
      [5, 1],
    ],
    stabilityByYearsFamily: [
      [1, 0.85],
      [2, 0.9],
      [3, 0.95],
      [5, 1],
    ],
    closenessByLeadYears: [
      [0.5, 0.6],
      [1, 0.9],
      [2, 1],
      [8, 1],
      [15, 0.85],
      [25, 0.75],
    ],
  },
  pathwayRank: [1, 0.9, 0.8],
  pathwayDepth: { main: 1, experienced: 0.9, familiar: 0.6 },
  modalityRank: [1, 0.7, 0.4, 0.4],
  worldview: { 'spiritual+religious': 0.7, 'spiritual+secular': 0.5, 'religious+secular': 0.1 },
  ageBands: ['18-25', '26-35', '36-45', '46-55', '56-65', '66+'],
  ranking: { loadPenalty: 8, recencyPenalty: 4, recencyDays: 14, soonBonus: 3, soonHours: 48 },
  priority: {
    perDayWaited: 1,
    maximum: 60,
    leavingCareSoon: 10,
    bereftOfMatch: 8,
    perDecline: 3,
    maximumDeclines: 3,
  },
  pathways: {
    aa: { label: 'Alcoholics Anonymous', track: 'substance-use', row: 'aa' },
    na: { label: 'Narcotics Anonymous', track: 'substance-use', row: 'na' },
    ca: { label: 'Cocaine Anonymous', track: 'substance-use', row: 'other-twelve-step' },
    'other-twelve-step': {
      label: 'Another twelve-step fellowship',
      track: 'substance-use',
      row: 'other-twelve-step',
    },
    'celebrate-recovery': { label: 'Celebrate Recovery', track: 'substance-use', row: 'celebrate-recovery' },
    'recovery-dharma': { label: 'Recovery Dharma', track: 'substance-use', row: 'recovery-dharma' },
    'refuge-recovery': { label: 'Refuge Recovery', track: 'substance-use', row: 'recovery-dharma' },
    smart: { label: 'SMART Recovery', track: 'substance-use', row: 'smart' },
    lifering: { label: 'LifeRing', track: 'substance-use', row: 'lifering' },
    'women-for-sobriety': { label: 'Women for Sobriety', track: 'substance-use', row: 'women-for-sobriety' },
    secular: { label: 'Secular, or my own way', track: 'substance-use', row: 'secular' },
    medication: { label: 'Recovery with medication', track: 'substance-use', row: 'medication' },
    'harm-reduction': {
      label: 'Harm reduction or moderation',
      track: 'substance-use',
      row: 'harm-reduction',
    },
    'al-anon': { label: 'Al-Anon or Nar-Anon', track: 'family', row: 'al-anon' },
    'smart-family': { label: 'SMART Family & Friends', track: 'family', row: 'family-secular' },
    craft: { label: 'CRAFT, or another secular family approach', track: 'family', row: 'family-secular' },
    'mental-health-peer': {
      label: 'Mental-health peer support',
      track: 'mental-health',
      row: 'mental-health-peer',
    },
    'illness-peer': { label: 'Chronic-illness peer support', track: 'chronic-illness', row: 'illness-peer' },
  },
  affinity,
});
