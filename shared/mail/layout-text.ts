import type { Block } from './letter.ts';
import { choicesLink, greetingOf, type MailPage } from './page.ts';

const columns = 72;

/** Breaks lines at spaces; a link longer than a line stays whole. */
const wrap = (text: string, indent = ''): string => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line && [...indent, ...line].length + 1 + [...word].length > columns) {
      lines.push(line);
      line = word;
    } else line = line ? `${line} ${word}` : word;
  }
  return [...lines, line].join(`\n${indent}`);
};

const blockText = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
    case 'remark':
      return wrap(block.text);
    case 'code':
      return `${block.label}: ${block.code}`;
    case 'buttons':
      return block.buttons.map(({ label, href }) => `${label}:\n${href}`).join('\n\n');
    case 'list':
      return [`${block.title}:`, ...block.items.map((item) => `- ${wrap(item, '  ')}`)].join('\n');
    case 'rows':
      return [
        `${block.title}:`,
        ...block.rows.map(({ label, value }) => wrap(`${label}: ${value}`, '  ')),
      ].join('\n');
  }
};

/** The plain-text twin: 72 columns, links whole on lines of their own. */
export const layoutText = (page: MailPage): string => {
  const { letter, data, words, why, declinable } = page;
  const foot = [
    words.from(data.community),
    wrap(`${words.why[why]} ${words.unread(data.coordinators)}`),
    ...(declinable ? [`${wrap(words.declinable)}\n${choicesLink(page)}`] : []),
  ];
  // “-- ” begins a signature (RFC 3676), which mail programs show quietly.
  return `${[greetingOf(page), ...letter.blocks.map(blockText)].join('\n\n')}\n\n-- \n${foot.join('\n')}\n`;
};
