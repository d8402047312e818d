/**
 * What a form of ours sent; null for a request that sends nothing. A body that no form sends has no fields.
 */
export const readSent = async (request: Request): Promise<FormData | null> => {
  if (request.method !== 'POST') return null;
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
};

/** A field as it was typed; a file, or nothing, is an empty text. */
export const textSent = (sent: FormData, name: string): string => {
  const value = sent.get(name);
  return typeof value === 'string' ? value : '';
};
