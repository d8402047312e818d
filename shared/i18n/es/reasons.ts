import type { reasons as en } from '../en/reasons.ts';
import { plural } from '../plural.ts';
import type { Translated } from '../translated.ts';

const count = plural('es');
const people = ['nadie', 'una persona', 'dos personas', 'tres personas', 'cuatro personas', 'cinco personas'];

/** Why two people were put together, in words. Unreviewed: no native reader has read them yet. */
export const reasons: Translated<typeof en> = {
  pathways: {
    ca: 'Cocainómanos Anónimos',
    'other-twelve-step': 'otra comunidad de doce pasos',
    secular: 'un camino laico o propio',
    medication: 'la recuperación con medicación',
    'harm-reduction': 'la reducción de daños o la moderación',
    craft: 'CRAFT u otro enfoque familiar laico',
    'mental-health-peer': 'el apoyo entre pares en salud mental',
    'illness-peer': 'el apoyo entre pares en enfermedad crónica',
    unsure: 'cualquier camino',
  },
  sentence: {
    both: (clauses) => `Las dos personas ${clauses}`,
    bothLater: (clauses) => `las dos personas ${clauses}`,
    chose: (pathway) => `eligieron ${pathway}`,
    differ: (who, what) => `${who.newcomer} eligió ${what.newcomer} y ${who.mentor} conoce ${what.mentor}`,
    open: (who, pathway) => `${who.newcomer} acepta cualquier camino y ${who.mentor} conoce ${pathway}`,
    free: (times) => `coinciden ${times}`,
    hours: (hours) => `coinciden ${hours} a la semana`,
    text: 'pueden hablar por mensajes',
    speak: (languages) => `hablan ${languages}`,
    room: (mentor, places) => `${mentor} tiene lugar para ${people[places] ?? places}`,
  },
  times: {
    days: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábados', 'domingos'],
    parts: {
      morning: (days) => `los ${days} por la mañana`,
      afternoon: (days) => `los ${days} por la tarde`,
      evening: (days) => `los ${days} por la noche`,
      late: (days) => `los ${days} tarde en la noche`,
    },
    everyDay: {
      morning: 'todas las mañanas',
      afternoon: 'todas las tardes',
      evening: 'todas las noches',
      late: 'todas las noches, tarde',
    },
    weekdays: 'días de semana',
    weekend: 'fines de semana',
  },
  hours: { hours: (number) => `${number} h`, minutes: (number) => `${number} min` },
  clock: {
    together: (hours) => `${hours} a la semana en común`,
    after: (hours, date) => `${hours} después del ${date}`,
    fragile: 'Un cambio de hora quita más de una cuarta parte.',
  },
  labels: {
    pathway: 'Camino',
    availability: 'Tiempo en común',
    recovery: 'Recuperación',
    lived: 'Experiencia vivida',
    stage: 'Edad y familia',
    worldview: 'Visión de la vida',
    modality: 'Cómo hablar',
    gender: 'Género',
    language: 'Idioma',
  },
  points: (points, max) => `${points} de ${max}`,
  notTold: 'No se dijo, así que cuenta la mitad.',
  notAsked: (list) => `Sin preferencia sobre: ${list}.`,
  pathway: {
    same: (pathway, depth) => `En común: ${pathway}. ${depth}`,
    differ: (newcomer, mentor) => `Se busca ${newcomer}; quien acompaña conoce ${mentor}.`,
    none: 'Quien acompaña no nombró ningún camino.',
    open: (pathway) => `Acepta cualquier camino; quien acompaña conoce ${pathway}.`,
    choice: (place) =>
      place === 1 ? 'Es la primera opción.' : place === 2 ? 'Es la segunda opción.' : 'Es la tercera opción.',
    depth: {
      main: 'Es el camino propio de quien acompaña.',
      experienced: 'Quien acompaña lo conoce bien.',
      familiar: 'Quien acompaña lo conoce un poco.',
    },
  },
  availability: {
    days: (days) => count(days, { one: 'en # día', other: 'en # días' }),
    soon: 'Podrían hablar antes de dos días.',
    none: 'Sin tiempo en común.',
  },
  recovery: {
    years: (years) => `Quien acompaña: ${years} en recuperación.`,
    lead: (years) => `${years} más de camino.`,
    notTold: 'No se dijo ningún mes; cuenta como que acaba de empezar.',
    duration: (years) => count(years, { one: '# año', other: '# años' }),
    months: (months) => count(months, { one: '# mes', other: '# meses' }),
  },
  lived: {
    met: (list) => `Quien acompaña conoce: ${list}.`,
    missing: (list) => `No: ${list}.`,
    important: (tag) => `${tag} (importante)`,
  },
  stage: {
    sameBand: (band) => `Las dos personas: ${band}.`,
    bands: (newcomer, mentor) => `${newcomer} y ${mentor}.`,
    family: (list) => `En común: ${list}.`,
    noFamily: 'Ninguna situación familiar en común.',
  },
  worldview: {
    same: (view) => `En común: ${view}.`,
    differ: (newcomer, mentor) => `Quien busca: ${newcomer}; quien acompaña: ${mentor}.`,
  },
  modality: {
    shared: (list) => `Pueden hablar ${list}.`,
    choice: (place) =>
      place === 1
        ? 'Es la primera opción.'
        : place === 2
          ? 'Es la segunda opción.'
          : 'Es una opción posterior.',
    near: 'Las dos personas están cerca del mismo lugar.',
    distance: (km) => `A unos ${km} km.`,
    none: 'Ninguna forma de hablar en común.',
  },
  gender: {
    asked: (wanted, mentor) => `Se pidió: ${wanted}. Quien acompaña: ${mentor}.`,
    notSaid: 'no lo dijo',
    anyone: 'cualquier persona',
  },
  language: {
    fluent: (language) => `${language} (con fluidez)`,
    fair: (language) => `${language} (lo suficiente)`,
    none: 'Ninguno en común.',
  },
  gates: {
    'consent-missing': 'Las dos personas aceptaron que se les busque a alguien',
    'same-person': 'Son dos personas distintas',
    'mentor-not-approved': 'Quien acompaña tiene aprobación',
    'mentor-heartbeat-overdue': 'Quien acompaña dijo hace poco que sigue disponible',
    'mentor-paused': 'Quien acompaña no está en un descanso',
    'safety-hold': 'Sin inquietudes abiertas',
    'different-track': 'El mismo tipo de apoyo',
    'recovery-too-short': 'Quien acompaña lleva suficiente camino',
    'lead-too-short': 'Más camino que quien llega',
    'no-capacity': 'Un lugar libre',
    'gender-must': 'Género, si es imprescindible',
    'no-shared-language': 'Un idioma en común',
    'no-shared-modality': 'Una forma de hablar en común',
    'too-far': 'Lo bastante cerca para verse',
    'too-little-shared-time': 'Una hora a la semana en común',
    'pathway-excluded': 'Ningún camino que no se quiere',
    'pathway-mismatch': 'Caminos que van bien juntos',
    'medication-affirming': 'A favor de la medicación, si hace falta',
    'worldview-must': 'Visión de la vida, si es imprescindible',
    'do-not-match': 'Fuera de las listas privadas',
  },
  facts: {
    waitsFor: {
      newcomer: 'falta quien llega',
      mentor: 'falta quien acompaña',
      both: 'faltan las dos',
    },
    daysAgo: (days, limit) =>
      `${count(days, { one: 'hace # día', other: 'hace # días' })}, como máximo ${limit}`,
    never: 'nunca',
    and: (a, b) => `${a} y ${b}`,
    atLeast: (value, needed) => `${value}, al menos ${needed}`,
    atMost: (value, limit) => `${value}, como máximo ${limit}`,
    notNeeded: 'aquí no se pide',
    places: (free, capacity) => `${free} de ${capacity}`,
    days: (days) => count(days, { one: '# día', other: '# días' }),
    km: (km) => `${km} km`,
    noMust: 'nadie lo puso como imprescindible',
    wants: (wanted, mentor) => `se pidió ${wanted}; quien acompaña: ${mentor}`,
    mentors: (whom, newcomer) => `acompaña a: ${whom}; quien llega: ${newcomer}`,
    none: 'ninguno',
    needNotMeet: 'no hace falta que se vean',
    noPlace: 'falta el lugar de una persona',
    textOnly: 'no hace falta, solo por mensajes',
    asked: { attested: 'se pidió y está confirmado', missing: 'se pidió y no está confirmado' },
    obstacles: {
      'low-affinity': 'demasiado distintos',
      'newcomer-only-these': 'quien llega quiere solo los suyos',
      'mentor-only-these': 'quien acompaña ofrece solo los suyos',
      'for-women': 'este es para mujeres',
    },
  },
  gateWords: { passed: 'Se cumple', blocked: 'No se cumple' },
  bands: {
    strong: 'Encaja muy bien',
    good: 'Encaja bien',
    fair: 'Encaja de manera aceptable',
    weak: 'Encaja poco',
  },
  fit: (fit) => `${fit} de 100`,
  gap: {
    waits: (needs, newcomers) =>
      count(newcomers, {
        one: `# persona que necesita ${needs} espera; nadie así tiene lugar.`,
        other: `# personas que necesitan ${needs} esperan; nadie así tiene lugar.`,
      }),
    noRoom: (newcomers) =>
      count(newcomers, {
        one: '# persona espera; nadie que acompañe tiene lugar.',
        other: '# personas esperan; nadie que acompañe tiene lugar.',
      }),
    lackOnly: (need, mentors) =>
      count(mentors, {
        one: `A # persona con lugar le falta solo esto: ${need}.`,
        other: `A # personas con lugar les falta solo esto: ${need}.`,
      }),
    others: (newcomers) =>
      count(newcomers, {
        one: '# persona más no tiene a nadie. Son muy pocas las que comparten lo que necesita para contarlo aquí.',
        other:
          '# personas más no tienen a nadie. Son muy pocas las que comparten lo que necesitan para contarlo aquí.',
      }),
    kinds: {
      'no-shared-language': 'otro idioma',
      'gender-must': 'a alguien de cierto género',
      'pathway-mismatch': 'otros caminos',
      'pathway-excluded': 'un camino distinto de los que descartaron',
      'worldview-must': 'su misma visión de la vida',
      'no-shared-modality': 'otra manera de hablar',
    },
    medication: 'apoyo a la medicación',
    genders: { woman: 'una mujer', man: 'un hombre', 'non-binary': 'una persona no binaria' },
    mentoring: {
      woman: 'alguien que acompañe a mujeres',
      man: 'alguien que acompañe a hombres',
      'non-binary': 'alguien que acompañe a personas no binarias',
    },
    mentoringAnyone: 'alguien que acompañe a personas de cualquier género',
    track: (track) => `alguien para “${track}”`,
    onlyPathway: (pathways) => `solo ${pathways}`,
    pathway: (pathways) => `${pathways} o algo cercano`,
    openPathway: 'un camino para quien todavía no sabe',
    otherPathway: (pathways) => `un camino que no sea ${pathways}`,
    worldview: (view) => `una visión de la vida ${view}`,
    talking: (ways) => `hablar ${ways}`,
    near: 'alguien lo bastante cerca para verse',
    time: 'una hora por semana en sus horarios',
    recovery: 'alguien con suficiente tiempo en recuperación',
    lead: 'alguien con más camino recorrido',
  },
  alternative: {
    less: (mentor, points) => `Después: ${mentor}, ${points} menos`,
    equal: (mentor) => `Después: ${mentor}, igual de bien`,
    more: (mentor, points) => `${mentor} llegaría a ${points} más`,
    points: (points, text) => (points === 1 ? `${text} punto` : `${text} puntos`),
    hasRoom: ', con un lugar libre.',
    noRoom: ', sin ningún lugar libre.',
    elsewhere: '; sus lugares van adonde todas las parejas juntas suman más.',
  },
  relief: {
    blocked: (label, mentors) =>
      `${label}: no se cumple con ${count(mentors, { one: '# mentor', other: '# mentores' })}.`,
    change: {
      'gender-must': 'Si el género fuera una preferencia y no imprescindible',
      'worldview-must': 'Si la visión de la vida fuera una preferencia y no imprescindible',
      'only-these-pathways': 'Si aceptara también otros caminos',
      'medication-affirming': 'Si la medicación no importara',
      windows: 'Con más horarios para hablar',
    },
    notPathway: (pathway) => `Si al final aceptara ${pathway}`,
    modality: (way) => `Si también pudieran hablar ${way}`,
    radius: (km) => `Si pudieran verse a menos de ${km} km`,
    language: (language) => `Si su ${language} bastara para hablar`,
    brings: (mentors, proposable) =>
      mentors === 0
        ? 'sigue sin haber nadie.'
        : `${count(mentors, { one: '# persona', other: '# personas' })}; ${proposable} encajan de manera aceptable o mejor.`,
    times: (list) => `La mayoría podría: ${list}.`,
    kinds: {
      wish: 'se puede conversar',
      safety: 'es su decisión de seguridad; solo esa persona puede cambiarla',
      need: 'no se renuncia a esto; hay que buscar a alguien así',
    },
  },
};
