/*
 * The look of a message. Mail programs know neither custom properties nor style sheets from elsewhere, so the site's
 * colours and sizes stand here once more, as inline styles; classes exist only for the dark colours.
 */

const light = {
  paper: '#fbf7f0',
  ink: '#1e2b29',
  muted: '#55615d',
  spruce: '#1d5b55',
  clay: '#a34a22',
  sand: '#f1e9dc',
  line: '#cfc8ba',
};

const dark = {
  paper: '#13201e',
  raised: '#1b2b28',
  ink: '#efe8db',
  muted: '#b6bdb4',
  spruce: '#86cdbf',
  clay: '#f0a47c',
  line: '#3a4d48',
};

const bodyFont = "'Atkinson Hyperlegible Next', 'Atkinson Hyperlegible', Verdana, 'Segoe UI', sans-serif";
const headingFont = "Literata, Charter, Georgia, 'Times New Roman', serif";

const pill =
  'display: inline-block; padding: 12px 20px; font-size: 17px; line-height: 24px; font-weight: 700;';

/** Inline styles of every element, light. */
export const style = {
  body: `margin: 0; padding: 0; background: ${light.paper}; -webkit-text-size-adjust: 100%;`,
  page: `background: ${light.paper};`,
  edge: 'padding: 32px 20px 48px;',
  column: 'max-width: 560px;',
  content: `color: ${light.ink}; font-family: ${bodyFont}; font-size: 17px; line-height: 27px; text-align: left;`,
  heading: `margin: 24px 0 20px; color: ${light.ink}; font-family: ${headingFont}; font-size: 29px; line-height: 36px; font-weight: 600;`,
  title: `margin: 28px 0 8px; color: ${light.ink}; font-family: ${headingFont}; font-size: 20px; line-height: 28px; font-weight: 600;`,
  paragraph: 'margin: 0 0 16px;',
  remark: `margin: 0 0 16px; color: ${light.muted}; font-size: 15px; line-height: 24px;`,
  codeBox: `margin: 20px 0; padding: 16px 20px; background: ${light.sand}; border-radius: 10px;`,
  codeLabel: `display: block; color: ${light.muted}; font-size: 15px; line-height: 22px;`,
  code: `display: block; color: ${light.ink}; font-family: ${bodyFont}; font-size: 32px; line-height: 42px; font-weight: 700; letter-spacing: 3px;`,
  buttonTable: 'margin: 20px 0; border-collapse: separate;',
  button: `background: ${light.spruce}; border: 2px solid ${light.spruce}; border-radius: 10px;`,
  buttonLink: `${pill} color: ${light.paper}; text-decoration: none;`,
  secondButton: `border: 2px solid ${light.spruce}; border-radius: 10px;`,
  secondButtonLink: `${pill} color: ${light.spruce}; text-decoration: none;`,
  list: 'margin: 0 0 16px; padding: 0 0 0 22px;',
  item: 'margin: 0 0 6px;',
  rows: 'margin: 0 0 16px; border-collapse: collapse; text-align: left;',
  rowLabel: `padding: 4px 20px 4px 0; color: ${light.muted}; font-weight: 400; vertical-align: top; white-space: nowrap;`,
  rowValue: 'padding: 4px 0; vertical-align: top; overflow-wrap: anywhere;',
  rule: `margin: 32px 0 16px; border-top: 1px solid ${light.line};`,
  from: `margin: 0 0 4px; color: ${light.ink}; font-size: 15px; line-height: 24px; font-weight: 700;`,
  foot: `margin: 0 0 4px; color: ${light.muted}; font-size: 15px; line-height: 24px;`,
  link: `color: ${light.spruce};`,
} as const;

/** The dark colours, where the mail program lets the reader's preference through. */
export const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 400px) { .edge { padding: 24px 16px 40px !important; } }
@media (prefers-color-scheme: dark) {
.paper { background: ${dark.paper} !important; }
.text { color: ${dark.ink} !important; }
.muted { color: ${dark.muted} !important; }
.box { background: ${dark.raised} !important; }
.fill { background: ${dark.spruce} !important; border-color: ${dark.spruce} !important; }
.fill-text { color: ${dark.paper} !important; }
.line { border-color: ${dark.spruce} !important; }
.line-text, .link { color: ${dark.spruce} !important; }
.rule { border-color: ${dark.line} !important; }
.one { border-color: ${dark.spruce} !important; }
.two { border-color: ${dark.clay} !important; }
}
`;

const one = `2px solid ${light.spruce}`;
const two = `2px solid ${light.clay}`;
const still = 'font-size: 0; line-height: 0;';
const cell = `padding: 0; vertical-align: top; ${still}`;

const arc = (line: 'one' | 'two', box: string): string =>
  `<div class="${line}" style="width: 16px; height: 5px; ${still} ${box}"></div>`;

/**
 * The motif, two lines that travel apart, meet and run side by side, drawn with the borders of a small table: it needs
 * no image, and where corners cannot be round it is drawn with square ones.
 */
export const headerLines = `<table role="presentation" aria-hidden="true" cellpadding="0" cellspacing="0" style="border-collapse: collapse;"><tr>
<td style="${cell}"><div class="one" style="width: 56px; height: 13px; border-top: ${one}; ${still}"></div><div class="two" style="width: 56px; height: 13px; border-bottom: ${two}; ${still}"></div></td>
<td style="${cell}">${[
  arc('one', `border-top: ${one}; border-right: ${one}; border-radius: 0 16px 0 0 / 0 7px 0 0;`),
  arc(
    'one',
    `margin-left: 16px; border-left: ${one}; border-bottom: ${one}; border-radius: 0 0 0 16px / 0 0 0 7px;`,
  ),
  `<div style="height: 2px; ${still}"></div>`,
  arc(
    'two',
    `margin-left: 16px; border-left: ${two}; border-top: ${two}; border-radius: 16px 0 0 0 / 7px 0 0 0;`,
  ),
  arc('two', `border-right: ${two}; border-bottom: ${two}; border-radius: 0 0 16px 0 / 0 0 7px 0;`),
].join('')}</td>
<td style="${cell}"><div class="one" style="width: 120px; margin-top: 12px; border-top: ${one}; ${still}"></div><div class="two" style="width: 120px; height: 2px; border-bottom: ${two}; ${still}"></div></td>
</tr></table>`;
