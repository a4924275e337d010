import { useSpokenNames } from "./names.ts";
import { needsParser } from "./needs-parser.ts";
import { loadedRich, useRich } from "./rich.ts";
import { named, type SpokenNames } from "./tokens.ts";

/**
 * A message in words alone, for labels, quotes, previews and notifications: no marks, people and rooms by their names,
 * and nothing of what a spoiler hides. Until the parser is loaded, marks stay as they were typed.
 */
export function plainText(body: string, names: SpokenNames, isAction = false): string {
  // What somebody does is told to the letter, as it is shown.
  if (isAction) return named(body, names);
  const rich = needsParser(body) ? loadedRich() : null;
  return rich ? rich.spokenText(rich.parse(body), names) : named(hidden(body, names), names);
}

/** The same in a component, which tells it anew when names change or the parser has come. */
export function usePlainText(body: string, isAction = false): string {
  const names = useSpokenNames();
  useRich(body);
  return plainText(body, names, isAction);
}

/** Before the parser is there, rather too much is hidden than a word too little. */
function hidden(body: string, { spoiler }: SpokenNames): string {
  return body.replace(/\|\|\S[^]*?\|\|/g, spoiler);
}
