/**
 * An address that its owner knows again and nobody else can write to: `r…n@example.org`. A local part of one or two
 * letters shows the first alone.
 */
export const maskedAddress = (email: string): string => {
  const at = email.lastIndexOf('@');
  const local = [...email.slice(0, at)];
  const [first = ''] = local;
  return `${first}…${local.length > 2 ? local.at(-1) : ''}${email.slice(at)}`;
};
