import type { MailData } from '#shared/mail/mail-data.ts';

/** Names that people type who want to see what happens. */
export const hostile = {
  markup: '<script>alert(1)</script><img src=x onerror=alert(1)>',
  attribute: '" onmouseover="alert(1)" x=\'',
  header: 'Robin\r\nBcc: everyone@evil.example\r\n\r\nnew body',
  template: ['{{7*7}} $', '{7*7} <%= 7*7 %>'].join(''),
  override: 'Robin \u202e evil.example \u2066 \u200b\u200f',
  emoji: '🙂'.repeat(40),
  combining: `Z${'\u0301'.repeat(60)}`,
  surrogate: 'a\ud800b\udc00',
  link: 'https://evil.example/win www.evil.example',
  nul: 'a\u0000b\u0007c\u001bd',
  empty: '   ',
  long: 'x'.repeat(10_000),
};

/** A message's contents with this text in every field that anybody has typed: names, what is shared, ways to reach, the community. */
export const poison = (data: MailData, text: string): MailData =>
  ({
    ...data,
    name: text,
    community: text,
    ...('otherName' in data && {
      otherName: text,
      shared: [text, text],
      contact: [
        { label: 'Phone', value: text },
        { label: 'Another way', value: text },
      ],
    }),
  }) as MailData;
