import type { Mail } from "./mailer.ts";

/** What a mail says: sentences, and at most one thing to press or to type. */
export type Letter = {
  subject: string;
  /** Paragraphs of plain words, before and after what there is to do. */
  before: string[];
  link?: { says: string; url: string };
  code?: string;
  after: string[];
};

/** The mail in its two forms. Whatever somebody has chosen, such as a community's name, is text in both. */
export function write(to: string, { subject, before, link, code, after }: Letter): Mail {
  const middle = [...(link ? [link.url] : []), ...(code === undefined ? [] : [code])];
  const text = [...before, ...middle, ...after].map(oneLine).join("\n\n");
  const html = [
    ...before.map(paragraph),
    ...(link ? [`<p>${anchor(link)}</p>`, paragraph(`Or open this address: ${link.url}`)] : []),
    ...(code === undefined
      ? []
      : [`<p style="font-size:28px;letter-spacing:4px;margin:24px 0">${escape(code)}</p>`]),
    ...after.map(paragraph),
  ].join("\n");
  return {
    to,
    subject: oneLine(subject),
    text: `${text}\n`,
    html: page(html, { title: oneLine(subject) }),
  };
}

/** A subject with a line break in it would be a header of somebody else's. */
export function oneLine(words: string): string {
  return words.replace(/\s+/g, " ").trim();
}

function paragraph(words: string): string {
  return `<p>${escape(words)}</p>`;
}

export function anchor({ says, url }: { says: string; url: string }): string {
  const style =
    "display:inline-block;padding:10px 18px;border-radius:8px;background:#0d6069;color:#ffffff;text-decoration:none;font-weight:600";
  return `<a href="${escape(url)}" style="${style}">${escape(says)}</a>`;
}

type Around = { title: string; language?: string; direction?: "ltr" | "rtl" };

// No picture, no address but the ones to press: reading it tells nobody anything.
export function page(body: string, { title, language = "en", direction = "ltr" }: Around): string {
  const style =
    "font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:16px;line-height:1.5;max-width:34em;margin:0 auto;padding:16px;overflow-wrap:anywhere";
  const about = `lang="${language}" dir="${direction}"`;
  // Said twice, because many mail programs keep nothing of what is around the inner one.
  return `<!doctype html>
<html ${about}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
</head>
<body>
<div ${about} style="${style}">
${body}
</div>
</body>
</html>
`;
}

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escape(words: string): string {
  return words.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
