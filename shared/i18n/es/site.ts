import type { site as en } from '../en/site.ts';
import type { Translated } from '../translated.ts';

/** Words of the frame around every page. Unreviewed: no native reader has read them yet. */
export const site: Translated<typeof en> = {
  name: 'Alongside',
  home: 'Alongside, página de inicio',
  skip: 'Ir a la parte principal',
  urgent: '¿Necesitas ayuda ya?',
  otherLanguage: 'English',
  toDark: 'Página oscura',
  toLight: 'Página clara',
  leave: {
    label: 'Salir de este sitio',
    how: 'Para salir rápido de este sitio, usa el enlace de arriba o pulsa tres veces la tecla Mayús. Tu navegador lo guarda igual en su historial.',
  },
  navigation: 'Más sobre Alongside',
  links: {
    how: 'Cómo funciona',
    mentors: 'Qué hacen los mentores',
    safety: 'Tu seguridad',
    urgent: 'Ayuda urgente',
    privacy: 'Privacidad',
    accessibility: 'Accesibilidad',
    contact: 'Hablar con alguien',
    signIn: 'Entrar',
  },
  crisis: {
    title: 'Si necesitas ayuda ahora mismo',
    intro: 'Alongside no atiende emergencias. Estas personas sí, de día y de noche.',
    reviewed: (date) => `Revisamos estos números por última vez el ${date}.`,
    lines: {
      emergency: {
        name: 'Emergencias',
        text: 'Alguien está en peligro. Fuera de Estados Unidos, llama al número de tu país.',
      },
      lifeline: {
        name: 'Línea 988 de prevención del suicidio y crisis',
        text: 'Llama y pulsa 2, o envía AYUDA por mensaje de texto. Gratis, a cualquier hora.',
      },
      samhsa: {
        name: 'Línea de SAMHSA',
        text: 'Dónde encontrar tratamiento y apoyo. Da información, no terapia.',
      },
      textLine: { name: 'Crisis Text Line', text: 'Envía AYUDA por mensaje de texto a este número.' },
    },
  },
  form: {
    next: 'Continuar',
    back: 'Atrás',
    finishLater: 'Terminar después',
    optional: 'opcional',
    whyWeAsk: 'Por qué lo preguntamos',
    errorTitle: (title) => `Error: ${title}`,
    errorSummary: 'Hay algo que revisar',
    freeText:
      'Nadie lee esto de inmediato. Si hay peligro, llama al 911 o al número de tu país. En una crisis, llama al 988 o envía un mensaje de texto.',
  },
  step: (step, of) => `Paso ${step} de ${of}`,
};
