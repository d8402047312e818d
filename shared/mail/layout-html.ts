import { escapeHtml } from './inert.ts';
import type { Block } from './letter.ts';
import { darkStyle, headerLines, style } from './look.ts';
import { choicesLink, greetingOf, type MailPage } from './page.ts';

const buttonRow = (buttons: Extract<Block, { kind: 'buttons' }>['buttons']): string =>
  buttons
    .map(({ label, href }, index) => {
      const [shape, theme] = index === 0 ? [style.button, 'fill'] : [style.secondButton, 'line'];
      // A table cell carries the colour, because Outlook pads no links.
      return `<table role="presentation" cellpadding="0" cellspacing="0" style="${style.buttonTable}"><tr><td class="${theme}" style="${shape}"><a class="${theme}-text" href="${escapeHtml(href)}" style="${index === 0 ? style.buttonLink : style.secondButtonLink}">${escapeHtml(label)}</a></td></tr></table>`;
    })
    .join('\n');

const blockHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${style.paragraph}">${escapeHtml(block.text)}</p>`;
    case 'remark':
      return `<p class="muted" style="${style.remark}">${escapeHtml(block.text)}</p>`;
    case 'code':
      return `<p class="box" style="${style.codeBox}"><span class="muted" style="${style.codeLabel}">${escapeHtml(block.label)}</span><span class="text" style="${style.code}">${escapeHtml(block.code)}</span></p>`;
    case 'buttons':
      return buttonRow(block.buttons);
    case 'list':
      return `<h2 class="text" style="${style.title}">${escapeHtml(block.title)}</h2>\n<ul style="${style.list}">${block.items.map((item) => `<li style="${style.item}"><bdi>${escapeHtml(item)}</bdi></li>`).join('')}</ul>`;
    case 'rows':
      return `<h2 class="text" style="${style.title}">${escapeHtml(block.title)}</h2>\n<table cellpadding="0" cellspacing="0" style="${style.rows}">${block.rows.map(({ label, value }) => `<tr><th class="muted" scope="row" style="${style.rowLabel}">${escapeHtml(label)}</th><td style="${style.rowValue}"><bdi>${escapeHtml(value)}</bdi></td></tr>`).join('')}</table>`;
  }
};

const footHtml = (page: MailPage): string => {
  const { data, words, why, declinable } = page;
  const link = escapeHtml(choicesLink(page));
  return [
    `<p class="text" style="${style.from}">${escapeHtml(words.from(data.community))}</p>`,
    `<p class="muted" style="${style.foot}">${escapeHtml(`${words.why[why]} ${words.unread(data.coordinators)}`)}</p>`,
    ...(declinable
      ? [
          `<p class="muted" style="${style.foot}">${escapeHtml(words.declinable)} <a class="link" href="${link}" style="${style.link}">${link}</a></p>`,
        ]
      : []),
  ].join('\n');
};

/** The HTML form: one column, inline styles, no image and nothing from elsewhere; dark where the reader prefers it. */
export const layoutHtml = (page: MailPage): string => {
  const { letter, locale } = page;
  return `<!doctype html>
<html lang="${locale}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(letter.subject)}</title>
<style>${darkStyle}</style>
</head>
<body class="paper" style="${style.body}">
<table role="presentation" class="paper" width="100%" cellpadding="0" cellspacing="0" style="${style.page}"><tr><td class="edge" style="${style.edge}">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="${style.column}"><tr><td class="text" style="${style.content}">
${headerLines}
<h1 class="text" style="${style.heading}">${escapeHtml(letter.subject)}</h1>
<p style="${style.paragraph}">${escapeHtml(greetingOf(page))}</p>
${letter.blocks.map(blockHtml).join('\n')}
<div class="rule" style="${style.rule}"></div>
${footHtml(page)}
</td></tr></table>
</td></tr></table>
</body>
</html>
`;
};
