/** A stretch of a text, in UTF-16 units; `to` is the first unit behind it. */
export type Stretch = { from: number; to: number };

/** A line that opens or closes a block of code, quoted or not. */
const FENCE = /^(?:[ \t]*>)*[ \t]{0,3}(`{3,}(?=[^`]*$)|~{3,})/;
const QUOTED = /^[ \t]{0,3}>/;

/** Where a text is code: blocks between fences, and what stands between backticks. Names mean nobody there. */
export function codeIn(text: string): Stretch[] {
  if (!text.includes("`") && !text.includes("~~~")) return [];
  const code: Stretch[] = [];
  let fence: { mark: string; from: number } | null = null;
  let paragraph = 0;
  for (const { from, to } of linesOf(text)) {
    const line = text.slice(from, to);
    const mark = FENCE.exec(line)?.[1];
    if (fence) {
      if (mark && closes(fence.mark, mark, line)) {
        code.push({ from: fence.from, to });
        fence = null;
        paragraph = to;
      }
    } else if (mark) {
      code.push(...spansIn(text, paragraph, from));
      fence = { mark, from };
    } else if (line.trim() === "") {
      code.push(...spansIn(text, paragraph, from));
      paragraph = to;
    }
  }
  if (fence) code.push({ from: fence.from, to: text.length });
  else code.push(...spansIn(text, paragraph, text.length));
  return code;
}

/** Where a text repeats what somebody else has said: lines that begin with ">". */
export function quotesIn(text: string): Stretch[] {
  return text.includes(">")
    ? linesOf(text).filter(({ from, to }) => QUOTED.test(text.slice(from, to)))
    : [];
}

export function isWithin(stretches: readonly Stretch[], at: number): boolean {
  return stretches.some(({ from, to }) => from <= at && at < to);
}

function closes(opened: string, mark: string, line: string): boolean {
  return mark[0] === opened[0] && mark.length >= opened.length && line.trimEnd().endsWith(mark);
}

function linesOf(text: string): Stretch[] {
  const lines: Stretch[] = [];
  for (let from = 0; from <= text.length;) {
    const end = text.indexOf("\n", from);
    const to = end === -1 ? text.length : end;
    lines.push({ from, to });
    from = to + 1;
  }
  return lines;
}

/** In one paragraph: as many backticks close as have opened. */
function spansIn(text: string, from: number, to: number): Stretch[] {
  const runs = [...text.slice(from, to).matchAll(/\\`|`+/g)].filter(([run]) => run[0] === "`");
  const spans: Stretch[] = [];
  for (let open = 0; open < runs.length; open += 1) {
    const [opening = ""] = runs[open] ?? [];
    const close = runs.findIndex(([run], place) => place > open && run.length === opening.length);
    if (close !== -1) {
      const end = runs[close];
      spans.push({
        from: from + (runs[open]?.index ?? 0),
        to: from + (end?.index ?? 0) + opening.length,
      });
      open = close;
    }
  }
  return spans;
}
