declare module 'subset-font' {
  /** Part of a variable axis to keep, or the one value to pin it to. */
  type AxisRange = number | { min?: number; max?: number; default?: number };
  /** Cuts a font down to the glyphs that `text` needs; resolves to the new font file. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: {
      targetFormat?: 'sfnt' | 'woff' | 'woff2';
      variationAxes?: Readonly<Record<string, AxisRange>>;
      noLayoutClosure?: boolean;
    },
  ): Promise<Buffer>;
}
