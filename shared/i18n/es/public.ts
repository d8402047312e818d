import type { publicPages as en } from '../en/public.ts';
import type { Translated } from '../translated.ts';
import { privacy } from './privacy.ts';

/** Words of the pages that anyone can read. Unreviewed: no native reader has read them yet. */
export const publicPages: Translated<typeof en> = {
  privacy,
  home: {
    title: 'Alongside',
    description: 'Habla con alguien que pasó por lo mismo. Gratis, y con tan poco sobre ti como quieras.',
    heading: 'Compañía para el camino',
    lead: 'Alongside presenta a quienes empiezan su recuperación a un mentor: alguien que ya pasó por eso y tiene cerca de una hora a la semana para hablar. Es gratis. Cuentas solo lo que quieras, y una persona revisa cada presentación.',
    doors: {
      apply: {
        label: 'Buscar un mentor',
        text: 'Unos tres minutos. Basta un apodo, y “todavía no sé” es una respuesta completa.',
      },
      volunteer: {
        label: 'Ser mentor o mentora',
        text: 'Cerca de una hora a la semana por persona. Tú dices cuántas, y cuándo necesitas un descanso.',
      },
    },
    returning: '¿Ya estuviste aquí?',
    returningLink: 'Ve a tu página',
    stepsHeading: 'Cómo se encuentran dos líneas',
    steps: [
      {
        heading: 'Nos cuentas un poco',
        text: 'Qué apoyo te gustaría y cuándo podrías hablar. Puedes saltarte casi todas las preguntas.',
      },
      {
        heading: 'Alguien busca a quien encaje contigo',
        text: 'La coordinación busca un mentor que comparta lo que te importa. Primero dice que sí el mentor. Después te toca a ti.',
      },
      {
        heading: 'Siguen lado a lado',
        text: 'Cuando los dos han dicho que sí, saben cómo comunicarse. Si no te sientes bien, puedes parar o probar con otra persona. No hace falta ninguna razón.',
      },
    ],
    more: 'Lee cómo funciona, paso a paso',
    notHeading: 'Lo que esto no es',
    not: 'Alongside no es un tratamiento ni una terapia, y aquí nadie está de guardia. Si necesitas a alguien ahora mismo,',
    notLink: 'aquí está quien responde.',
  },
  how: {
    title: 'Cómo funciona',
    description: 'Qué pasa después del formulario, quién decide y cuánto tarda.',
    heading: 'Cómo funciona',
    lead: 'De un formulario corto a una primera charla. Puedes parar en cada paso, y siempre sabrás de nosotros.',
    marginTitle: 'Sin silencios',
    margin:
      'Esperar es lo más difícil. Si no hay novedades, te escribimos a los tres días, a los siete y después cada dos semanas, para que sepas que no te hemos olvidado.',
    sections: [
      {
        heading: 'Llenas un formulario corto',
        paragraphs: [
          'Toma unos tres minutos. Solo algunas preguntas necesitan respuesta: cómo llamarte, cómo comunicarnos contigo, que tienes 18 años o más, qué apoyo te gustaría y cuándo podrías hablar.',
          'Luego te enviamos un mensaje para que confirmes que la dirección es tuya.',
        ],
        points: [],
      },
      {
        heading: 'La coordinación busca a alguien que encaje',
        paragraphs: [
          'Una computadora compara lo que tú y los mentores nos han contado, y muestra sus razones. Nunca decide. Una persona de la coordinación lee la propuesta, y la aprueba o elige a alguien más.',
          'Lo que más cuenta es el tipo de apoyo, tu forma de recuperación, las horas que comparten, un idioma en común y lo que dijiste que te importa.',
        ],
        points: [],
      },
      {
        heading: 'Primero preguntamos al mentor',
        paragraphs: [
          'El mentor ve lo que comparten: caminos de recuperación, horas, cómo hablarían e idiomas. Nada muestra quién eres. Si no puede, seguimos buscando y no tienes que empezar de nuevo.',
        ],
        points: [],
      },
      {
        heading: 'Después te preguntamos a ti',
        paragraphs: [
          'Ves lo que comparten, qué ha vivido el mentor de lo que pediste, y sus propias palabras si escribió algunas. Dices “sí” o “esta vez no”. Nunca tienes que dar una razón, y el mentor nunca la conoce.',
        ],
        points: [],
      },
      {
        heading: 'Los dos dijeron que sí',
        paragraphs: [
          'Ahora cada uno recibe un mensaje: cómo comunicarse, de la manera que la otra persona eligió, y una idea para la primera frase. Dos días después preguntamos si se encontraron.',
        ],
        points: [],
      },
      {
        heading: 'Si no encajan',
        paragraphs: [
          'A veces hay conexión y a veces no. Pide a otra persona con un solo botón. Para terminar, o para avisar de un problema, no necesitas permiso.',
        ],
        points: [],
      },
    ],
  },
  mentors: {
    title: 'Qué hacen los mentores',
    description: 'Para qué está un mentor, para qué no, y cómo se eligen los mentores.',
    heading: 'Qué hacen los mentores, y qué no',
    lead: 'Un mentor es una persona voluntaria que ha vivido la recuperación y tiene tiempo para escuchar. Es compañía, no un profesional.',
    marginTitle: '¿Podrías ser tú?',
    margin: 'Tú eliges a cuántas personas, de una a cinco, y puedes tomarte un descanso cuando quieras.',
    marginLink: 'Ser mentor o mentora',
    sections: [
      {
        heading: 'Un mentor',
        paragraphs: [],
        points: [
          'habla contigo cerca de una hora a la semana, cuando los dos acuerden',
          'escucha, y te cuenta qué le ayudó en su propio camino',
          'respeta tu forma, sea cual sea, con o sin medicación',
          'guarda entre ustedes lo que dices, salvo que alguien esté en peligro',
          'puede decirte dónde más buscar ayuda',
        ],
      },
      {
        heading: 'Un mentor no',
        paragraphs: [],
        points: [
          'te da un lugar donde quedarte',
          'presta ni acepta dinero, ni te vende nada',
          'hace de terapeuta',
          'da consejos médicos, menos aún sobre empezar, cambiar o dejar un medicamento',
          'atiende emergencias',
          'empieza contigo una relación amorosa o sexual',
        ],
      },
      {
        heading: 'Cómo se eligen los mentores',
        paragraphs: [
          'La coordinación lee lo que escribe cada mentor y decide antes de presentar a nadie. Cada uno acepta un código de conducta. Cada mes preguntamos si sigue bien y con ganas.',
          'Los mentores son personas como tú. Confía en lo que sientes, tómate tu tiempo y avísanos si algo anda mal.',
        ],
        points: [],
      },
      {
        heading: 'Hay quien le da otro nombre',
        paragraphs: [
          'En los grupos de doce pasos quizá conozcas la palabra “padrino” o “madrina”. Otros grupos, como SMART Recovery o LifeRing, no usan ninguna. Aquí siempre es “mentor”.',
        ],
        points: [],
      },
    ],
  },
  safety: {
    title: 'Tu seguridad',
    description: 'Cómo cuidamos tu contacto con un mentor, y qué puedes hacer tú.',
    heading: 'Tu seguridad',
    lead: 'Tú decides qué se sabe de ti, y puedes parar en cualquier momento. Lo hicimos así a propósito.',
    marginTitle: '¿Alguien en peligro?',
    margin: 'Aquí nadie está de guardia. Estas personas responden de día y de noche.',
    marginLink: 'Ayuda urgente',
    sections: [
      {
        heading: 'Si alguien más ve tu pantalla o tu correo',
        paragraphs: [],
        points: [
          'Nuestros mensajes tienen asuntos neutros y nunca cuentan tu historia.',
          'Puedes decir a qué horas es seguro un mensaje, y si alguien más podría leerlo.',
          '“Salir de este sitio” está en cada formulario. Vacía la página y abre un sitio del tiempo. También puedes pulsar tres veces la tecla Mayús.',
          'Salir no borra el historial de tu navegador. Una ventana privada no lo guarda.',
        ],
      },
      {
        heading: 'Cuando hablen por primera vez',
        paragraphs: [],
        points: [
          'Empiecen por teléfono, video o mensajes. Si quieres, véanse después, de día y en un lugar público.',
          'Dile a alguien de confianza adónde vas.',
          'Guárdate tu dirección, tu trabajo y tu apellido hasta que quieras compartirlos.',
          'Nunca envíes dinero. Ningún mentor puede pedirlo.',
        ],
      },
      {
        heading: 'Alguien a quien no debes encontrar',
        paragraphs: [
          'En el formulario puedes indicar un correo o un teléfono. Lo guardamos cifrado: podemos compararlo, pero nadie puede leerlo. Nunca te propondremos a esa persona.',
        ],
        points: [],
      },
      {
        heading: 'Si algo no anda bien',
        paragraphs: [
          '“Avisar de un problema” está siempre a un solo paso: ahí dice a quién contarlo. Puedes terminar una conexión por tu cuenta en cualquier momento. Tus datos de contacto se ocultan aquí de inmediato, y la otra persona no sabe por qué.',
        ],
        points: [],
      },
    ],
  },
  urgent: {
    title: 'Ayuda urgente',
    description: 'A quién llamar ahora mismo.',
    heading: 'Ayuda ahora mismo',
    lead: 'En Alongside nadie está de guardia. Quienes atienden estos números están de día y de noche, y quieren que llames.',
    overdose: {
      heading: 'Si alguien pudo haber tomado demasiado',
      points: [
        'Llama al 911. Di dónde están y que alguien no despierta o casi no respira.',
        'Si hay naloxona (Narcan), adminístrala. Si nada cambia en 2 o 3 minutos, dale otra dosis.',
        'Si no respira: respiración de rescate o compresiones en el pecho, si sabes cómo. En el 911 te pueden guiar.',
        'Si respira: de costado, con la rodilla de arriba doblada.',
        'Quédate hasta que llegue la ayuda. El efecto de la naloxona puede pasar antes que el de la droga.',
      ],
    },
    after: {
      heading: 'Si volviste a consumir',
      text: 'Pasa, y no borra lo que has logrado. Tu cuerpo quizá aguante menos que antes, así que, por favor, no te quedes a solas con eso. Llama a alguien de confianza, o a uno de los números de arriba. Aquí te recibimos igual que el primer día.',
    },
  },
  accessibility: {
    title: 'Accesibilidad',
    description: 'Qué funciona, qué sabemos que falta y cómo decírnoslo.',
    heading: 'Todas las personas deberían poder usar esto',
    lead: 'Con un teléfono viejo, con teclado, con lector de pantalla, con letra grande, en un mal día.',
    sections: [
      {
        heading: 'Con qué puedes contar',
        paragraphs: [],
        points: [
          'Cada página y cada formulario funcionan sin JavaScript.',
          'Se llega a todo con el teclado, y siempre ves dónde estás.',
          'El texto crece hasta cuatro veces su tamaño sin perderse.',
          'Hay una página clara y una oscura. El color nunca dice algo por sí solo.',
          'Una pregunta por pantalla, con frases cortas. Nada se mueve por sí mismo.',
          'Un formulario sin terminar espera dos horas, o siete días si eliges “terminar después”.',
        ],
      },
      {
        heading: 'Con qué nos medimos',
        paragraphs: [
          'Las Pautas de Accesibilidad para el Contenido Web (WCAG) 2.2, nivel AA. Una máquina revisa cada página en los dos idiomas, los dos colores y varios anchos, y nosotros a mano con el teclado.',
        ],
        points: [],
      },
      {
        heading: 'Lo que sabemos que falta',
        paragraphs: [
          'Las personas que usan a diario un lector de pantalla o un pulsador todavía no han probado el sitio con nosotros. Una máquina encuentra solo algunas de las barreras.',
        ],
        points: [],
      },
      {
        heading: 'Si algo te cierra el paso',
        paragraphs: [
          'El error es nuestro, no tuyo. Por favor, dilo a la coordinación: qué querías hacer y dónde se detuvo. También pueden llenar el formulario contigo.',
        ],
        points: [],
      },
    ],
  },
};
