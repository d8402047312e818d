// Control and format characters (bidirectional overrides and zero-width ones among them), lone surrogates, line and
// paragraph separators: what hides or reorders other text, or would end a line.
const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const lengthMax = 120;

const cut = (text: string, max: number): string => [...text].slice(0, max).join('').trim();

/** Someone's own words as one harmless line: no line breaks, nothing hidden, 120 characters at most. */
export const inertLine = (text: string): string =>
  cut(text.replaceAll(hidden, ' ').replaceAll(/\s+/gu, ' ').trim(), lengthMax);

/** A name as one harmless line that no mail program turns into a link (“evil.example” becomes “evil. example”). */
export const inertName = (name: string): string =>
  cut(
    inertLine(name)
      .replaceAll(/\.(?=[\p{L}\p{N}]{2})/gu, '. ')
      .replaceAll('://', ' '),
    60,
  );

/** Text as HTML shows it, in an element or in a quoted attribute. */
export const escapeHtml = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
