import type { mail as en } from '../en/mail.ts';
import { plural } from '../plural.ts';
import type { Translated } from '../translated.ts';

const counted = plural('es');

/** Words of every message. */
export const mail: Translated<typeof en> = {
  frame: {
    greeting: (name) => `Hola, ${name}:`,
    greetingWithoutName: 'Hola:',
    from: (community) => `Alongside, ${community}`,
    why: {
      form: 'Recibes este mensaje porque alguien nos dio esta dirección en un formulario.',
      code: 'Recibes este mensaje porque alguien pidió un código para esta dirección.',
      page: 'Recibes este mensaje porque tienes una página con nosotros.',
      desk: 'Recibes este mensaje porque te dieron acceso.',
    },
    unread: (coordinators) => `Nadie lee las respuestas a este mensaje. La coordinación lee ${coordinators}.`,
    declinable: 'Puedes pausar mensajes como este en tu página:',
    code: 'Tu código',
  },
  signIn: {
    subject: 'Tu código de acceso',
    lead: 'Aquí tienes el código que pediste. Escríbelo en la página donde lo pediste o usa el botón.',
    until: (time) => `Sirve una sola vez, hasta: ${time}.`,
    button: 'Abrir la página de acceso',
    care: 'No compartas el código. Nunca te lo pediremos por teléfono ni por mensaje. Si no pediste ningún código, no tienes que hacer nada: sin él nadie puede entrar.',
  },
  confirm: {
    subject: 'Recibimos tu formulario',
    lead: 'Gracias por tu formulario. Falta un pequeño paso: muéstranos que esta dirección es tuya. Pulsa el botón o escribe el código en la página de la que vienes.',
    button: 'Confirmar mi dirección',
    until: (date) => `Puedes hacerlo hasta el ${date}.`,
    care: 'Si no nos enviaste ningún formulario, no hagas nada. El formulario se borrará y no volveremos a escribirte.',
  },
  knownAddress: {
    subject: 'Recibimos tu formulario',
    lead: 'Nos llegó un formulario con esta dirección. Ya conocíamos la dirección, así que no hemos cambiado nada.',
    next: 'Si el formulario es tuyo, entra con el código. Allí eliges: usar las respuestas nuevas o quedarte con las que tenías.',
    button: 'Abrir la página de acceso',
    until: (date) => `El código y el botón sirven una sola vez, hasta: ${date}.`,
    care: 'Si no fuiste tú, no hagas nada. Nada ha cambiado, y quien envió el formulario no ha sabido nada de ti.',
  },
  draftLink: {
    subject: 'Guardamos tu formulario',
    lead: 'Nos pediste que guardáramos tu formulario. Puedes terminarlo cuando te venga bien, en cualquier dispositivo.',
    button: 'Seguir con mi formulario',
    until: (date) => `Lo guardamos hasta el ${date}. Después se borra.`,
    care: 'Si no lo pediste, no hagas nada.',
  },
  coordinatorInvited: {
    subject: 'Cómo entrar',
    lead: (community) => `Ya tienes acceso al escritorio de ${community}.`,
    button: 'Abrir la página de acceso',
    until: (moment) => `El botón sirve una sola vez, hasta: ${moment}.`,
    later:
      'Más adelante, abre la página de acceso y escribe esta dirección: cada vez te enviaremos un código. No hay contraseña.',
    care: 'Si no lo esperabas, avisa a la persona que dirige el servicio.',
  },
  mentorApproved: {
    subject: 'Una breve actualización',
    lead: 'Buenas noticias: hemos leído tu formulario y nos alegra mucho contar contigo.',
    next: (hours) =>
      `Cuando encontremos a alguien que encaje bien contigo, te escribiremos. Entonces tienes ${hours} horas para responder. Siempre puedes responder “esta vez no”, y nadie te preguntará por qué.`,
    ready:
      'En tu página están los horarios y lugares que nos diste. Puedes cambiarlos cuando cambie tu vida.',
    button: 'Abrir mi página',
  },
  mentorDeclined: {
    subject: 'Una breve actualización',
    lead: 'Gracias por ofrecer tu tiempo. Hemos leído tu formulario con atención y ahora mismo no podemos ofrecerte un lugar.',
    next: 'Tiene que ver con lo que necesitamos en este momento. No dice nada de lo que vales ni de lo que puedes dar.',
    takenOut: {
      lead: 'Gracias por el tiempo que diste. Tu lugar aquí terminó: ya no te propondremos a nadie, y lo que estaba abierto se cerró.',
      next: 'Esto no dice nada de lo que vales. Si tienes una pregunta, escribe a la coordinación.',
    },
    data: 'En tu página puedes ver lo que nos enviaste.',
    button: 'Abrir mi página',
  },
  newcomerUpdate: {
    subject: 'Una breve actualización',
    lead: 'No nos hemos olvidado de ti. Seguimos buscando a alguien que encaje bien contigo.',
    since: (date) => `Esperas desde el ${date}. No tienes que hacer nada.`,
    hint: 'Si quieres, añade más horarios en los que podrías hablar. Así suele ser más fácil encontrar a alguien.',
    button: 'Ver cómo va todo',
  },
  offerMentor: {
    subject: 'Alguien nuevo para ti',
    lead: 'Encontramos a alguien que podría encajar bien contigo. Una persona del equipo también lo cree.',
    next: 'En tu página puedes ver lo que tienen en común. Todavía sin nombres.',
    answerBy: (moment) => `Responde, por favor, antes del ${moment}. Después le preguntamos a otra persona.`,
    either: '“Sí” y “esta vez no” son dos buenas respuestas. Nadie te preguntará por qué.',
    button: 'Echar un vistazo',
  },
  offerNewcomer: {
    subject: 'Tenemos noticias para ti',
    lead: 'Encontramos a alguien para ti. Ya dijo que sí, y ahora decides tú.',
    next: 'En tu página puedes ver lo que tienen en común. Todavía sin nombres.',
    answerBy: (moment) => `Responde, por favor, antes del ${moment}.`,
    either: '“Sí” y “esta vez no” son dos buenas respuestas. Si dices que no, conservas tu lugar en la fila.',
    button: 'Echar un vistazo',
  },
  reminder: {
    subject: 'Responde cuando puedas',
    lead: 'En tu página hay algo que espera tu respuesta.',
    answerBy: (moment) => `Estará ahí hasta el ${moment}.`,
    mentor:
      '“Sí” y “esta vez no” son dos buenas respuestas. Si no sabemos nada de ti, preguntaremos a otra persona.',
    newcomer:
      '“Sí” y “esta vez no” son dos buenas respuestas. Si no es el momento, conservas tu lugar en la fila.',
    button: 'Echar un vistazo',
  },
  introduction: {
    subject: 'Ya pueden ponerse en contacto',
    lead: (name) => `Tú y ${name} dijeron que sí.`,
    leadWithoutName: 'Las dos personas dijeron que sí.',
    sharedTitle: 'Lo que tienen en común',
    callTitle: 'Una primera llamada, si les viene bien',
    yourTime: 'Para ti',
    theirTime: 'Para la otra persona',
    callNote:
      'Es solo una propuesta. El archivo que acompaña este mensaje la pone en tu calendario como “Llamada”.',
    contactTitle: (name) => `Cómo contactar con ${name}`,
    contactOnPage:
      'En tu página verán cómo ponerse en contacto y, si les ayuda, unas palabras para el primer mensaje.',
    more: 'En tu página hay más: unas palabras para el primer mensaje, si te ayudan, y una manera de avisarnos si algo no te hace sentir bien.',
    button: 'Abrir la página',
  },
  stillLooking: {
    subject: 'Seguimos buscando',
    lead: 'La última propuesta no salió adelante. Casi siempre es cuestión de tiempo, y no es culpa de nadie.',
    newcomer: 'Conservas tu lugar en la fila y seguimos buscando. No tienes que hacer nada.',
    mentor: 'Tu lugar vuelve a estar libre. Te escribiremos cuando haya alguien nuevo para ti.',
    button: 'Ver cómo va todo',
  },
  checkIn: {
    subject: '¿Cómo va todo?',
    lead: 'Hace dos días que puedes ponerte en contacto con alguien nuevo. ¿Ya hablaron?',
    yes: 'Sí, estamos en contacto',
    notYet: 'Todavía no',
    press: 'Cada botón abre una página con tu respuesta ya elegida. Allí solo tienes que pulsar una vez más.',
    care: 'Si algo no te hace sentir bien, allí también puedes decírnoslo.',
  },
  ended: {
    subject: 'Un aviso sobre tu conexión',
    lead: 'Tu conexión ha terminado. La otra persona ya no puede ver aquí cómo contactar contigo.',
    looking: 'Conservas tu lugar en la fila y ya buscamos a otra persona. No tienes que hacer nada.',
    newcomer: 'Si quieres conocer a otra persona, basta con pulsar un botón en tu página. No hay prisa.',
    mentor:
      'Gracias por estar ahí. Tu lugar vuelve a estar libre y te escribiremos cuando haya alguien nuevo.',
    button: 'Abrir mi página',
  },
  heartbeat: {
    subject: '¿Sigue todo bien?',
    lead: 'Una vez al mes te preguntamos: ¿podemos seguir escribiéndote cuando haya alguien nuevo? Y tú, ¿cómo estás?',
    answerBy: (date) =>
      `Si no sabemos nada de ti antes del ${date}, dejaremos de proponerte a personas nuevas.`,
    overdue:
      'Hace tiempo que no sabemos de ti, así que hemos dejado de proponerte a personas nuevas. Lo demás sigue igual.',
    back: 'Puedes volver cuando quieras con solo pulsar un botón. Las personas con las que ya hablas siguen contigo.',
    yes: 'Sí, sigue todo bien',
    rest: 'Me gustaría descansar un tiempo',
    press: 'Cada botón abre una página con tu respuesta ya elegida. Allí solo tienes que pulsar una vez más.',
  },
  digest: {
    name: 'Hoy',
    subject: (count: number) => counted(count, { one: 'Hoy: # por revisar', other: 'Hoy: # por revisar' }),
    lead: (count: number) =>
      counted(count, {
        one: 'Un asunto te espera en el escritorio.',
        other: '# asuntos te esperan en el escritorio.',
      }),
    others:
      'Todas las personas del escritorio reciben este mensaje. Lo que alguien ya hizo sale de la lista al momento.',
    button: 'Abrir la lista',
  },
  common: {
    time: (count) =>
      counted(count, {
        one: 'Tienen en común más o menos una hora libre a la semana.',
        other: 'Tienen en común unas # horas libres a la semana.',
      }),
    ways: (list) => `Les gustaría hablar ${list}.`,
    way: { phone: 'por teléfono', video: 'por video', text: 'por mensajes', 'in-person': 'en persona' },
    languages: (list) => `Pueden hablar en ${list}.`,
  },
  contact: {
    email: 'Correo electrónico',
    phone: 'Teléfono',
    other: 'Otra manera',
    hours: 'Buenas horas, según su reloj',
    care: 'Ten en cuenta',
    sharedInbox: 'Otra persona puede leer su correo.',
  },
  call: 'Llamada',
};
