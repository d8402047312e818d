/** What stands around every field of a form. All words come from the catalogue. */
export interface FieldFrame {
  /** The field's name in the form, and its id; the error summary links to `#<name>`. */
  name: string;
  /** The question. */
  label: string;
  /** Help under the question. */
  hint?: string | undefined;
  /** What is wrong and what to do about it. */
  error?: string | undefined;
  /** The word that marks the question, such as “optional”. */
  mark?: string | undefined;
  /** “Why we ask”, in the margin. */
  why?: Note | undefined;
  /** The question is the page's heading (one question a screen). */
  heading?: boolean | undefined;
}

/** A short note with a heading of its own. */
export interface Note {
  title: string;
  text: string;
}

/** One answer of several. */
export interface Choice {
  value: string;
  label: string;
  hint?: string | undefined;
  /** A word set above this choice to divide the list, such as “or”. */
  divider?: string | undefined;
  disabled?: boolean | undefined;
}

/** Ids of the texts that describe a field, for `aria-describedby`. */
export const describedBy = (frame: Pick<FieldFrame, 'name' | 'hint' | 'error'>): string | undefined => {
  const ids = [frame.hint && `${frame.name}-hint`, frame.error && `${frame.name}-error`];
  return ids.filter(Boolean).join(' ') || undefined;
};
