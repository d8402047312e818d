import type { errors as en } from '../en/errors.ts';
import type { Translated } from '../translated.ts';

/** Pages that say what went wrong. Unreviewed: no native reader has read them yet. */
export const errors: Translated<typeof en> = {
  'not-found': {
    title: 'Página no encontrada',
    heading: 'No encontramos esta página',
    text: 'No hay nada en esta dirección. Quizá el enlace es viejo o le falta una letra.',
    action: 'Ir a la página de inicio',
  },
  expired: {
    title: 'El enlace ya no funciona',
    heading: 'Este enlace ya cumplió su tiempo',
    text: 'Los enlaces y códigos sirven una sola vez, y por poco tiempo. Así tu página sigue siendo tuya. No se perdió nada: pide uno nuevo.',
    action: 'Pedir un código nuevo',
  },
  'slow-down': {
    title: 'Espera un momento',
    heading: 'Un poco más despacio, por favor',
    text: 'Fue mucho de una vez y nos detuvimos un momento. Espera un minuto y carga la página de nuevo.',
    action: 'Ir a la página de inicio',
  },
  refused: {
    title: 'No se aceptó',
    heading: 'No pudimos recibir eso',
    text: 'La página estuvo abierta mucho tiempo, o la petición llegó desde otro sitio. Vuelve atrás, carga la página de nuevo y envíala otra vez.',
    action: 'Ir a la página de inicio',
  },
  fault: {
    title: 'Algo se rompió',
    heading: 'Fue culpa nuestra',
    text: 'Algo se rompió de nuestro lado. Lo que ya estaba guardado sigue guardado. Inténtalo de nuevo en un minuto.',
    action: 'Ir a la página de inicio',
  },
  reference: (reference) => `Si se lo cuentas a la coordinación, menciona “${reference}”.`,
};
