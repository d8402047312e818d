import type { unsubscribe as en } from '../en/unsubscribe.ts';
import type { Translated } from '../translated.ts';

/** Words of stopping one kind of message from a mail. Unreviewed: no native reader has read them yet. */
export const unsubscribe: Translated<typeof en> = {
  title: 'Dejar de recibir mensajes',
  heading: '¿Dejar de recibir mensajes como este?',
  lead: 'No recibirás más mensajes de este tipo. Los códigos, las propuestas y las presentaciones te seguirán llegando.',
  button: 'Dejar de recibirlos',
  doneHeading: 'Listo',
  done: 'No recibirás más mensajes de este tipo. No tienes que hacer nada más.',
  unknownHeading: 'Este enlace no funciona',
  unknown: 'Quizá se perdió una parte. Abre otra vez el mensaje y usa su enlace.',
};
