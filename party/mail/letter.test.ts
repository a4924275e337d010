import { expect, test } from "vitest";
import { addressLetter, signInLetter } from "./asked-letters.ts";
import { write } from "./letter.ts";
import { noticeLetter } from "./notices.ts";

const URL = "https://chat.example.org/link#sign-in.TOKEN";

test("a mail says the same in plain text and in HTML", () => {
  const mail = write("ann@example.org", signInLetter("Club", URL));
  expect(mail.subject).toBe("Sign in to Club");
  expect(mail.text).toContain(`\n\n${URL}\n\n`);
  expect(mail.html).toContain(`href="${URL}"`);
  for (const words of ["within 10 minutes", "tell it to nobody", "If you did not ask"])
    for (const form of [mail.text, mail.html]) expect(form).toContain(words);
});

test("a community's name is text, whatever it is made of, and opens no line of its own", () => {
  const name = '<img src="https://evil.example">\r\nBcc: eve@example.org';
  const mail = write("ann@example.org", noticeLetter("password_changed", name, URL));
  expect(mail.subject).not.toMatch(/[\r\n]/);
  expect(mail.html).not.toContain("<img");
  expect(write("a@b.example", signInLetter(name, URL)).html).toContain("&lt;img src=&quot;");
});

test("nothing in it is fetched when it is read, and it leads to one page only", () => {
  const { html } = write("ann@example.org", signInLetter("Club", URL));
  expect(html).not.toMatch(/<(?:img|link|script|style|iframe|object)\b|url\(|src=/i);
  expect([...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([URL]);
});

test("a name in a mail to an address that was only typed is no link", () => {
  const about = (name: string) => write("vera@example.org", addressLetter("Club", name, URL)).text;
  expect(about("Win at https://evil.example/now")).toContain("“Win at https evil example now”");
  expect(about("J.R. Tolkien")).toContain("“J R. Tolkien”");
  expect(about("Zoë Ł")).toContain("“Zoë Ł”");
});
