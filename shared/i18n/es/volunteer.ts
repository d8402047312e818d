import type { volunteer as en } from '../en/volunteer.ts';
import type { Translated } from '../translated.ts';

/** Words of the mentors' form. Unreviewed: no native reader has read them yet. */
export const volunteer: Translated<typeof en> = {
  welcome: {
    lead: 'Unos cinco minutos. Después la coordinación te conoce.',
    whyName: 'Lo ve la coordinación. Quien busca un mentor lo ve solo cuando los dos hayan dicho que sí.',
  },
  reach: {
    why: 'Esto solo lo ve la coordinación. Quien busca un mentor lo ve cuando los dos hayan dicho que sí.',
  },
  age: { why: 'Los mentores de aquí son personas adultas.' },
  support: {
    heading: '¿Qué has vivido tú?',
    why: 'Quien busca un mentor solo conoce a alguien que lo haya vivido.',
  },
  pathways: {
    heading: '¿Qué caminos de recuperación has vivido?',
    hint: 'Dinos al menos uno, y qué tan bien lo conoces.',
    why: 'Así te puede encontrar quien busca uno de estos caminos.',
    no: 'No es mío',
    only: 'Quiero acompañar solo en estos caminos',
    onlyHint: 'Entonces nunca te preguntamos por otras personas.',
  },
  progress: {
    heading: '¿Desde cuándo estás en recuperación?',
    headings: {
      family: '¿Desde cuándo estás en este camino?',
      other: '¿Desde cuándo estás en este camino?',
    },
    hint: 'Basta el mes. Solo lo ve la coordinación. Los mentores llevan al menos un año; en el caso de las familias, medio año.',
    tooSoon: (needed, from) =>
      `Gracias por querer dar. Quienes acompañan aquí llevan al menos ${needed} en este camino. Vuelve en ${from}: te esperamos con gusto. Mientras tanto puedes pedir a alguien que te acompañe a ti.`,
    askInstead: 'Pedir a alguien que me acompañe',
    why: 'Quien busca un mentor nunca lo ve. Sirve para encontrar a personas que llevan bastante menos camino que tú.',
  },
  people: {
    heading: '¿Para cuántas personas tienes lugar?',
    hint: 'Cerca de una hora a la semana por persona. Puedes cambiarlo cuando quieras.',
    count: (count) => count,
    why: 'Con una basta. Mejor una hora segura que cinco que no lo son.',
    whom: '¿A quién te gustaría acompañar?',
    anyone: 'A cualquier persona',
    some: 'Solo a algunas personas',
    which: '¿A quiénes?',
  },
  speak: {
    heading: '¿De qué puedes hablar por experiencia propia?',
    hint: 'Solo aquello de lo que hablas con gusto. La otra persona lo ve solo si lo pidió.',
    medication: 'Apoyo plenamente a quien toma medicación para su recuperación',
    medicationHint: 'Márcalo solo si nunca le pedirías a alguien que la deje.',
    why: 'Quien busca un mentor puede pedir a alguien que conozca esto de primera mano.',
  },
  you: { why: 'Sirve para encontrar a personas con una vida un poco parecida a la tuya.' },
  talk: { hint: 'Marca todo lo que ofreces.' },
  times: { hint: 'En tu propia zona horaria. La hora la acuerdan entre los dos.' },
  words: {
    heading: 'Con tus palabras',
    lead: 'Puedes dejar vacías las dos preguntas.',
    about: '¿Qué te gustaría decir sobre ti?',
    aboutHint:
      'La otra persona lo lee con la propuesta. No pongas tu nombre, ni dónde trabajas, ni dónde vives.',
    boundaries: '¿Cuáles son tus límites?',
    boundariesHint:
      'Por ejemplo: “sin llamadas después de las nueve” o “no hablo de mi divorcio”. Lo lee la coordinación.',
  },
  conduct: {
    heading: 'Nuestro código de conducta',
    lead: 'Todos los mentores lo aceptan. Los protege a los dos.',
    version: (version) => `Versión ${version}`,
    points: [
      'Escucho y hablo desde mi propia vida. No doy consejos médicos, legales ni de dinero.',
      'Respeto todos los caminos de recuperación, con o sin medicación.',
      'No cuento lo que oigo, salvo que alguien esté en peligro. Entonces pido ayuda y aviso a la coordinación.',
      'No presto ni pido dinero, no ofrezco alojamiento y no vendo nada.',
      'No empiezo ninguna relación romántica ni sexual con alguien a quien acompaño.',
      'Cuando hablamos, no estoy bajo los efectos de ninguna sustancia.',
      'Aviso a la coordinación si no puedo seguir, si vuelvo a consumir o si algo no está bien.',
      'Sé que cualquiera de los dos puede parar en cualquier momento, sin dar razones.',
    ],
    agree: 'Lo he leído y lo voy a cumplir',
  },
  check: {
    consent: 'Acepto que Alongside use mis respuestas para buscar a quién acompañar',
    send: 'Enviar mi formulario',
    room: (count) => `lugar para ${count}`,
    about: 'unas palabras sobre ti',
    boundaries: 'tus límites',
    medication: 'a favor de la medicación',
    agreed: (version) => `Sí, versión ${version}`,
  },
  done: {
    withdraw:
      'No pasa nada. Si no confirmas, todo se borra solo. Si ya confirmaste, entra y pulsa “Dejar de acompañar”. No hace falta ninguna razón.',
    next: [
      'Cuando confirmes tu dirección, alguien de la coordinación lee tu formulario y se pone en contacto contigo.',
      'Cuando te aprueben, formas parte del grupo de mentores. Si alguien encaja contigo, te escribimos, y dices que sí o esta vez no.',
      'Una vez al mes te preguntamos si sigues con ganas y si todo va bien. Basta con pulsar un botón.',
    ],
  },
};
