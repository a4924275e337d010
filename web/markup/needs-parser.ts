/** Whether a text has anything in it that could mean more than its letters. Most of what people say has not. */
export function needsParser(body: string): boolean {
  return IN_A_LINE.test(body) || AT_THE_START_OF_A_LINE.test(body);
}

/** Emphasis, code, escapes, strikes, spoilers, links; `snake_case` is only a word. */
const IN_A_LINE = /[*`\\]|~~|\|\||\]\(|<[^\s<>]+[:@]|(?:^|[^\p{L}\p{N}_])_/imu;
const AT_THE_START_OF_A_LINE =
  /^[ \t]*(?:>|#{1,6}(?:[ \t]|$)|[-+](?:[ \t]|$)|\d{1,9}[.)](?:[ \t]|$)|(?:-[ \t]*){3,}$)/m;

/**
 * Whether reading a text could hold the page up: what takes a parser long is marks without end and quotes in quotes in
 * quotes (figures: docs/decisions/0033). Such a text is shown as it was typed. What stands in a fence is not looked at.
 */
export function isTooMuch(body: string): boolean {
  let marks = 0;
  let fence: string | null = null;
  for (const line of body.split("\n")) {
    const mark: string | undefined = FENCE.exec(line)?.[1];
    if (mark !== undefined) marks += WEIGHT_OF_A_BLOCK;
    if (fence !== null) {
      if (mark?.startsWith(fence)) fence = null;
    } else if (mark !== undefined) {
      fence = mark;
    } else {
      const nesting = BLOCKS.exec(line)?.[0].match(BLOCK)?.length ?? 0;
      if (nesting > MOST_NESTED) return true;
      marks += nesting * WEIGHT_OF_A_BLOCK + (line.match(MARKS)?.length ?? 0);
    }
    if (marks > MOST_MARKS) return true;
  }
  return false;
}

const MOST_MARKS = 1_000;
/** What a quote, an item or a heading costs, in marks. */
const WEIGHT_OF_A_BLOCK = 6;
const MOST_NESTED = 12;
const FENCE = /^[ \t>]*(`{3,}|~{3,})/;
const BLOCK = />|[-+*#]+|\d{1,9}[.)]/g;
const BLOCKS = /^(?:[ \t]*(?:>|[-+*#]|\d{1,9}[.)]))+/;
const MARKS = /[*_[\]`~\\<!]/g;
