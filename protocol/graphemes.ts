/** Plain text without a carriage return, which before a line feed is one character with it. */
const ONE_UNIT_EACH = /^[\u0000-\u000C\u000E-\u007F]*$/;

let segmenter: Intl.Segmenter | undefined;

/** The characters of a text as people count them (extended grapheme clusters, UAX #29), in order. */
export function graphemesIn(text: string): Iterable<string> {
  return ONE_UNIT_EACH.test(text) ? text : segmentsOf(text);
}

function* segmentsOf(text: string): Iterable<string> {
  // Made when a text first needs it: that takes a slow phone thirty milliseconds, and most screens begin without such a text.
  segmenter ??= new Intl.Segmenter(undefined, { granularity: "grapheme" });
  for (const { segment } of segmenter.segment(text)) yield segment;
}
