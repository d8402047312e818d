/** Octets of a line, its break left out (RFC 5545, 3.1). */
const octetsMax = 75;

const octetsOf = (text: string): number => Buffer.byteLength(text);

/** Folds one content line: no letter is cut, and what follows a break begins with a space. */
const fold = (line: string): string => {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const letter of line) {
    if (octets + octetsOf(letter) > octetsMax) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += letter;
    octets += octetsOf(letter);
  }
  return [...parts, part].join('\r\n');
};

/** A value of type TEXT (RFC 5545, 3.3.11): whatever it holds, it stays one value on one line. */
export const calendarText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\\;,]/g, '\\$&')
    .replaceAll(/\r\n|\r|\n/g, '\\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a value holds no control character but a tab.
    .replaceAll(/[\u0000-\u0008\u000a-\u001f\u007f]/g, '');

/** A component of a calendar: its name, and its properties and components between BEGIN and END. */
export const component = (name: string, content: readonly string[]): string[] => [
  `BEGIN:${name}`,
  ...content,
  `END:${name}`,
];

/** Content lines as a file: folded, each with its CRLF. */
export const calendarFile = (lines: readonly string[]): string =>
  lines.map((line) => `${fold(line)}\r\n`).join('');
