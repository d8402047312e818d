/** The lists that a person chooses from; the numbers that compare them are the rubric's. */
export const tracks = ['substance-use', 'family', 'mental-health', 'chronic-illness'] as const;
export const ageBands = ['18-25', '26-35', '36-45', '46-55', '56-65', '66+'] as const;
export const familyStages = [
  'single',
  'partnered',
  'parent',
  'co-parent',
  'caring-for-someone',
  'empty-nest',
] as const;
export const worldviews = ['spiritual', 'religious', 'secular'] as const;
export const genders = ['woman', 'man', 'non-binary'] as const;
export const modalities = ['phone', 'video', 'text', 'in-person'] as const;
export const languageLevels = ['basic', 'conversational', 'fluent'] as const;
export const pathwayDepths = ['main', 'experienced', 'familiar'] as const;
export const importanceComponents = [
  'pathway',
  'availability',
  'recovery',
  'lived',
  'stage',
  'worldview',
  'modality',
  'gender',
  'language',
] as const;

/** What a newcomer may wish a mentor knew; never a disclosure about the newcomer. */
export const livedTags = [
  'substance:alcohol',
  'substance:opioids',
  'substance:stimulants',
  'substance:cannabis',
  'gambling',
  'parenting',
  'child-welfare-case',
  'lgbtq+',
  'veteran',
  'justice-involved',
  'co-occurring-mental-health',
  'trauma',
  'chronic-pain',
  'young-adult',
  'older-adult',
  'rural',
  'indigenous',
  'overdose-loss',
  'homelessness',
  'sober-living',
  'drug-court',
  'work-and-money',
] as const;

/** Languages offered in forms (BCP 47, signed ones too); a form takes any of these. */
export const languageCodes = [
  'en',
  'es',
  'ase',
  'fr',
  'pt',
  'zh',
  'vi',
  'ar',
  'ru',
  'ko',
  'ht',
  'pl',
  'tl',
  'so',
  'hi',
] as const;

/** Version of the texts that a person agrees to. */
export const consentTextVersion = '2026-11';
/** Version of the mentors' code of conduct. */
export const codeOfConductVersion = '2026-11';

/** The kind of support that a person looks for. */
export type Track = (typeof tracks)[number];
