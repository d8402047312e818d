/** An opaque cursor: the last key of a page. It grants nothing; what it leads to is authorised like any page. */
export const encodeCursor = (key: Record<string, unknown> | undefined): string | null =>
  key ? Buffer.from(JSON.stringify(key)).toString('base64url') : null;

/** @returns the key, or null if the text is not a cursor that we made. */
export const decodeCursor = (cursor: string): Record<string, string> | null => {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const valid =
      typeof key === 'object' && key !== null && Object.values(key).every((part) => typeof part === 'string');
    return valid ? (key as Record<string, string>) : null;
  } catch {
    return null;
  }
};
