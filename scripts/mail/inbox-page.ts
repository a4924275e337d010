import type { CaughtMail } from "./mail-catcher.ts";

const time = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Everything that was caught, the newest first. */
export function inboxPage(mails: readonly CaughtMail[]): string {
  const rows = mails
    .toReversed()
    .map(
      ({ id, to, subject, at }) =>
        `<li><a href="/mails/${id}">${escape(subject)}</a><p>To ${escape(to)}, ${time.format(at)}</p></li>`,
    );
  const list =
    rows.length === 0
      ? "<p>No mail yet. What Parley sends while it runs on this machine comes here, and nowhere else.</p>"
      : `<ul>${rows.join("")}</ul>`;
  return page("Mail", `${list}<p><a href="/">Look again</a></p>`);
}

/** One of them, as its plain text says it. */
export function mailPage({ id, from, to, subject, text, at }: CaughtMail): string {
  return page(
    subject,
    `<dl><dt>From</dt><dd>${escape(from)}</dd><dt>To</dt><dd>${escape(to)}</dd><dt>At</dt><dd>${time.format(at)}</dd></dl>
    <pre>${withLinks(text)}</pre>
    <p><a href="/mails/${id}/html">As HTML</a> · <a href="/">All mail</a></p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body><main><h1>${escape(title)}</h1>${body}</main></body>
</html>
`;
}

const LINK = /https?:\/\/[\w.:/#%?=&~+-]+/g;

/** Escaped before anything is put around it; of a link, nothing but what addresses are made of. */
function withLinks(text: string): string {
  let html = "";
  let at = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    html += `${escape(text.slice(at, index))}<a href="${escape(link)}">${escape(link)}</a>`;
    at = index + link.length;
  }
  return html + escape(text.slice(at));
}

function escape(words: string): string {
  return words
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

export const STYLE = `:root { color-scheme: light dark; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 24px 16px 48px; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding: 12px 0; border-bottom: 1px solid color-mix(in srgb, currentColor 15%, transparent); }
li p { margin: 0; font-size: 0.875rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; margin: 0; }
dt { font-weight: 600; }
dd { margin: 0; }
pre { white-space: pre-wrap; font: inherit; padding: 16px 0; }
`;
