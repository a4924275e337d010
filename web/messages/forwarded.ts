import { MAX_BODY_GRAPHEMES, MAX_BODY_UNITS } from "#protocol/limits.ts";

type Forwarded = {
  /** As people read it: names instead of tokens, which mean nobody elsewhere. */
  text: string;
  /** Who said it and where. */
  from: string;
  link: string;
  comment: string;
};

/** Of a text that is too long to be quoted whole, so much is left; the link leads to all of it. */
const SHORT = 2_000;

/** A message as it is quoted in another room: in Markdown, with the way back. */
export function forwardedText({ text, from, link, comment }: Forwarded): string {
  const whole = told({ text, from, link, comment });
  const room = Math.min(MAX_BODY_UNITS, MAX_BODY_GRAPHEMES);
  return whole.length <= room
    ? whole
    : told({ text: `${text.slice(0, SHORT)}…`, from, link, comment });
}

function told({ text, from, link, comment }: Forwarded): string {
  const quote = text
    .split("\n")
    .map((line) => `> ${line}`.trimEnd())
    .join("\n");
  const said = `> — [${from.replace(/[[\]\\`*_<>|~]/g, String.raw`\$&`)}](${link})`;
  const words = comment.trim();
  return [...(words === "" ? [] : [words, ""]), quote, ">", said].join("\n");
}
