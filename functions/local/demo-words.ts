import type { Locale } from '#shared/i18n/index.ts';

/** Words of which the made-up people's names are made: plants, birds, weather. */
const words: Readonly<
  Record<Locale, { readonly first: readonly string[]; readonly last: readonly string[] }>
> = {
  en: {
    first: [
      'Amber',
      'Autumn',
      'Birch',
      'Blue',
      'Cedar',
      'Copper',
      'Coral',
      'Dawn',
      'Dusty',
      'Early',
      'Evening',
      'Frosty',
      'Golden',
      'Hazel',
      'Hidden',
      'Ivory',
      'Little',
      'Marsh',
      'Meadow',
      'Misty',
      'Morning',
      'Northern',
      'Quiet',
      'Rainy',
      'Red',
      'Sandy',
      'Silver',
      'Stormy',
      'Sunny',
      'Winter',
    ],
    last: [
      'Alder',
      'Aspen',
      'Bluebell',
      'Breeze',
      'Clover',
      'Crane',
      'Dove',
      'Drizzle',
      'Elder',
      'Fern',
      'Finch',
      'Fog',
      'Heather',
      'Heron',
      'Iris',
      'Jay',
      'Juniper',
      'Kestrel',
      'Lark',
      'Lichen',
      'Linden',
      'Linnet',
      'Maple',
      'Moss',
      'Nettle',
      'Oriole',
      'Osprey',
      'Pine',
      'Plover',
      'Primrose',
      'Reed',
      'Robin',
      'Sage',
      'Sorrel',
      'Swallow',
      'Sycamore',
      'Thistle',
      'Thrush',
      'Willow',
      'Wren',
    ],
  },
  es: {
    first: [
      'Colibrí',
      'Jacaranda',
      'Golondrina',
      'Ceiba',
      'Gorrión',
      'Lluvia',
      'Nube',
      'Brisa',
      'Olivo',
      'Alondra',
    ],
    last: [
      'Azul',
      'Serena',
      'del Alba',
      'del Norte',
      'Clara',
      'de Abril',
      'de Mar',
      'Temprana',
      'de Otoño',
      'Verde',
    ],
  },
};

/** Every made-up name of a language. */
export const allNames = (locale: Locale): string[] =>
  words[locale].first.flatMap((first) => words[locale].last.map((last) => `${first} ${last}`));

/** A name as it stands in an address: plain letters and dots. */
export const toMailbox = (name: string): string =>
  name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '.');

/** What made-up mentors say about themselves. */
export const aboutTexts: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'I like early walks and long phone calls. I will not tell you what to do; I will tell you what I tried.',
    'Parent of two, night-shift worker for years. I know how it is when everyone else is asleep.',
    'I came to this late and stubborn. Ask me anything, I have probably got it wrong once.',
    'I listen first. We can talk about meetings, or about football, or about nothing much.',
    'What helped me was one person who picked up the phone. I would like to be that for someone.',
    'I went back to school at forty. Small steps, written on the fridge.',
    'I am calm about relapse: it is information, not a verdict.',
    'Quiet person, dry humour, good with forms and waiting rooms.',
  ],
  es: [
    'Primero escucho. Después, si quieres, te cuento lo que a mí me sirvió.',
    'Madre de tres y con poco tiempo, pero los domingos por la tarde son para esto.',
    'Llegué tarde y con muchas dudas. Puedes preguntarme lo que sea.',
  ],
};

/** What made-up mentors ask for. */
export const boundaryTexts: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'No calls after ten in the evening, please.',
    'I do not lend money and I do not drive people, but I will find out who does.',
    'If I do not answer, I am at work. I always call back the same day.',
  ],
  es: [
    'No contesto después de las diez de la noche.',
    'Si no respondo, estoy en el trabajo; siempre devuelvo la llamada.',
  ],
};

/** What made-up newcomers want a coordinator to know. */
export const noteTexts: Readonly<Record<Locale, readonly string[]>> = {
  en: [
    'I would rather text at first, calls make me nervous.',
    'Please nobody from the Millbrook area, it is a small town.',
    'I tried this once before and nobody called back. I am giving it another go.',
    'My shifts change every month, so times may move.',
    'I am starting over after a move and know nobody here.',
  ],
  es: ['Prefiero hablar en español, aunque entiendo inglés.', 'Trabajo de noche; por la mañana duermo.'],
};
