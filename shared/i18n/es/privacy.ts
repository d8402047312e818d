import type { privacy as en } from '../en/privacy.ts';
import type { Translated } from '../translated.ts';

const untilErased = 'Hasta que nos pidas borrarlo.';

/** Words of the privacy page. Unreviewed: no native reader has read them yet. */
export const privacy: Translated<typeof en> = {
  title: 'Privacidad',
  description: 'Qué preguntamos, por qué, quién lo ve y cuánto tiempo lo guardamos.',
  heading: 'Qué sabemos de ti, y quién lo ve',
  lead: 'Preguntamos poco, lo mostramos a pocos y lo olvidamos a tiempo. Todo está en esta tabla.',
  caption: 'Lo que guardamos',
  columns: ['Qué', 'Por qué', 'Quién lo ve', 'Cuánto tiempo'],
  rows: [
    [
      'Cómo llamarte',
      'Para poder hablarte. Basta un apodo.',
      'La coordinación. La otra persona, cuando los dos han dicho que sí.',
      untilErased,
    ],
    [
      'Cómo comunicarnos contigo',
      'Para escribirte a horas seguras y para ponerlos en contacto.',
      'La otra persona, cuando los dos han dicho que sí. La coordinación solo si lo abre, y queda registrado.',
      untilErased,
    ],
    [
      'Lo que buscas: apoyo, camino, horas, idiomas',
      'Para encontrar un mentor que encaje.',
      'La coordinación. Un posible mentor lo ve sin tu nombre.',
      untilErased,
    ],
    [
      'Sobre ti: edad aproximada, género, familia, creencias. Todo opcional.',
      'Solo si te importa a ti, o a un mentor.',
      'La coordinación.',
      untilErased,
    ],
    [
      'Lo que escribes con tus palabras',
      'Para decirle a la coordinación lo que no cabe en ninguna casilla.',
      'La coordinación. Cada vez que se abre queda registrado.',
      untilErased,
    ],
    [
      'Alguien a quien no debes encontrar',
      'Para no proponerte nunca a esa persona.',
      'Nadie. Está cifrado: se puede comparar, no leer.',
      untilErased,
    ],
    [
      'Tu conexión: con quién, cuándo, cómo fue',
      'Para preguntar cómo va, y ayudar si no va bien.',
      'Ustedes dos. La coordinación.',
      '12 meses después de que termine. Luego solo números sin personas.',
    ],
    [
      'Quién miró o cambió algo',
      'Para que se note un mal uso.',
      'Tú, en tus propios datos. La coordinación.',
      '6 años, sin nada sobre tu salud.',
    ],
    [
      'Un formulario sin terminar',
      'Para que puedas seguir.',
      'Nadie.',
      '2 horas. 7 días si eliges “terminar después”.',
    ],
    [
      'Un formulario sin confirmar',
      'Esperamos a que confirmes tu dirección.',
      'Nadie. Si nuestro mensaje no te llega, la coordinación puede ver tu nombre y abrir cómo más contactarte, y queda anotado.',
      '7 días.',
    ],
    [
      'Notas técnicas: qué página, cuándo, qué falló',
      'Para encontrar errores.',
      'Quienes mantienen el servicio. Lo que escribiste no está ahí.',
      '30 días.',
    ],
  ],
  sections: [
    {
      heading: 'Lo que nunca preguntamos',
      paragraphs: ['Tu apellido, tu fecha de nacimiento, tu dirección, un diagnóstico ni una foto.'],
      points: [],
    },
    {
      heading: 'Lo que nunca hacemos',
      paragraphs: [],
      points: [
        'vender o prestar lo que nos cuentas',
        'cargar algo de otras empresas: ni rastreadores, ni mapas, ni contadores',
        'poner tu historia, o los datos de contacto de alguien, en un mensaje si esa persona no lo eligió',
        'mostrar números sobre grupos de menos de diez personas',
      ],
    },
    {
      heading: 'Tus datos son tuyos',
      paragraphs: [
        'En tu página puedes verlos, ver quién los miró y cambiarlos. Si quieres una copia, o que se borren, díselo a la coordinación: todavía no hay un botón para eso. Lo que se borra desaparece del servicio de inmediato, y de las copias de seguridad en 35 días.',
        'Aceptaste cada uso por separado y puedes retirar cada uno. Se detiene de inmediato, y te decimos qué significa.',
      ],
      points: [],
    },
    {
      heading: 'Cookies',
      paragraphs: [
        'Una mientras llenas un formulario, otra mientras estás dentro de tu página, y otra si eliges la página clara u oscura. Son nuestras y nadie más puede leerlas.',
      ],
      points: [],
    },
    {
      heading: 'Lo que no podemos prometer',
      paragraphs: [
        'Tu mentor oye lo que le cuentas, y le pedimos que lo guarde. Si un tribunal nos lo ordena, quizá tengamos que entregar lo que tenemos: una razón más para tener poco.',
      ],
      points: [],
    },
  ],
};
