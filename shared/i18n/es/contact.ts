import type { contact as en } from '../en/contact.ts';
import type { Translated } from '../translated.ts';

/** Whom to ask. Unreviewed: no native reader has read it yet. */
export const contact: Translated<typeof en> = {
  title: 'Hablar con alguien',
  description: 'Cómo comunicarte con la coordinación.',
  heading: 'Hablar con alguien',
  lead: (community) =>
    `La coordinación de ${community} lee lo que escribes. Ninguna máquina contesta en su lugar.`,
  write: 'Escribe a',
  call: 'o llama al',
  what: {
    heading: 'En qué te pueden ayudar',
    points: [
      'escucharte cuando algo no anda bien, y hacer algo al respecto',
      'llenar un formulario contigo',
      'cambiar la dirección a la que escribimos',
      'darte una copia de lo que guardamos de ti, o borrarlo',
    ],
  },
  care: 'No hace falta contar tu historia en un mensaje. Basta con “por favor, llámenme” y cómo. De noche no contestan: si necesitas ayuda de inmediato, mira los números de abajo.',
};
