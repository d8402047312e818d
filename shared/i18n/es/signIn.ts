import type { signIn as en } from '../en/signIn.ts';
import { plural } from '../plural.ts';
import type { Translated } from '../translated.ts';

const tries = plural('es');

/** Words of signing in and out. Unreviewed: no native reader has read them yet. */
export const signIn: Translated<typeof en> = {
  title: 'Entrar',
  heading: 'Entrar',
  lead: 'No hay contraseña. Te enviamos un código a tu correo electrónico.',
  email: 'Tu correo electrónico',
  send: 'Enviarme un código',
  sentHeading: 'Mira en tu correo',
  sent: 'Si conocemos esta dirección, va en camino un mensaje con un código. Sirve durante diez minutos.',
  sentTo: (address) => `La dirección que escribiste: ${address}.`,
  sentSpam:
    '¿No llega nada en unos minutos? Mira en la carpeta de correo no deseado, o pide un código nuevo.',
  code: 'El código',
  codeHint: 'Ocho cifras.',
  enter: 'Entrar',
  confirm: 'Confirmar',
  another: 'Pedir un código nuevo',
  link: {
    heading: 'Tu enlace está aquí',
    text: 'Pulsa el botón: así vemos que la dirección es tuya, y entras.',
    button: 'Confirmar y entrar',
  },
  noScript:
    '¿Llegaste con el botón de un mensaje? En este navegador, escribe el código del mismo mensaje o pide uno nuevo.',
  otherBrowser: {
    title: '¿Lo pediste tú?',
    text: 'Este enlace se pidió en otro navegador o en otro dispositivo. Si lo pediste tú, sigue. Si no, cierra esta página.',
    button: 'Sí, entrar aquí',
  },
  refused: 'El código o el enlace no es correcto, ya se usó o venció. Pide uno nuevo, por favor.',
  wrongCode: (left) =>
    `Ese no es el código del mensaje. Míralo otra vez: ${tries(left, { one: 'queda # intento', other: 'quedan # intentos' })}.`,
  codeShape: 'El código son los ocho dígitos de nuestro mensaje. No se gastó ningún intento.',
  codeSpent: 'Ese código ya no sirve: hubo demasiados intentos. Pide uno nuevo, por favor.',
  newCode: 'Pedir un código nuevo',
  slowDown: 'Fueron muchos intentos. Espera unos minutos y vuelve a intentarlo, por favor.',
  already: 'Tu sesión está abierta en este navegador.',
  toPage: 'Ir a mi página',
  out: {
    title: 'Salir',
    heading: '¿Cerrar la sesión en este navegador?',
    button: 'Cerrar la sesión',
    doneHeading: 'Cerraste la sesión',
    done: 'Si otras personas usan este dispositivo, cierra también el navegador. El historial sigue mostrando que este sitio estuvo abierto.',
    toStart: 'Ir a la página de inicio',
  },
};
