/** A line that opens or closes a fence: its marks, and what stands behind them. */
const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/gm;

/** Whether a fence of code is open where this text ends: there signs mean themselves, and Enter makes lines. */
export function isInCode(before: string): boolean {
  let open = "";
  for (const [, marks = "", rest = ""] of before.matchAll(FENCE)) {
    // "```so```" on one line is code within a line.
    if (open === "") open = marks.startsWith("`") && rest.includes("`") ? "" : marks;
    else if (marks.startsWith(open) && rest.trim() === "") open = "";
  }
  return open !== "";
}
