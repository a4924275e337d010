import { assert, property } from "fast-check";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "./parse.ts";
import { needsParser } from "./needs-parser.ts";
import { spokenText } from "./spoken-text.ts";
import type { Inline, Tree } from "./tree.ts";

const ANN = "018f0000-0000-7000-8000-0000000000aa";
const TEA = "018f0000-0000-7000-8000-0000000000bb";
const names = {
  person: (id: string) => (id === ANN ? "Ann" : "someone"),
  room: (id: string) => (id === TEA ? "Tea" : "a room"),
  spoiler: "spoiler",
};
const spoken = (body: string) => spokenText(parse(body), names);
const text = (text: string): Inline => ({ type: "text", text });
const paragraph = (...children: Inline[]): Tree => [{ type: "paragraph", children }];

describe("what people mean", () => {
  it.each<[string, Inline[]]>([
    ["*a* b", [{ type: "emphasis", children: [text("a")] }, text(" b")]],
    ["**a**", [{ type: "strong", children: [text("a")] }]],
    ["~~a~~ ~b~", [{ type: "struck", children: [text("a")] }, text(" ~b~")]],
    ["`*a*`", [{ type: "code", text: "*a*" }]],
    ["a\n*b*", [text("a\n"), { type: "emphasis", children: [text("b")] }]],
    ["*a*  \nb", [{ type: "emphasis", children: [text("a")] }, text("\nb")]],
    ["\\*a\\*", [text("*a*")]],
  ])("%j is in its line what CommonMark says", (body, inlines) => {
    expect(parse(body)).toEqual(paragraph(...inlines));
  });

  it("lists keep their numbers, quotes what they hold, and code its language", () => {
    expect(parse("3. a\n4. b")).toEqual([
      { type: "list", start: 3, items: [paragraph(text("a")), paragraph(text("b"))] },
    ]);
    expect(parse("> a\n>\n> - b")).toEqual([
      {
        type: "quote",
        children: [
          ...paragraph(text("a")),
          { type: "list", start: null, items: [paragraph(text("b"))] },
        ],
      },
    ]);
    expect(parse("```ts\nlet a;\n```")).toEqual([
      { type: "code-block", language: "ts", text: "let a;" },
    ]);
    expect(parse("```hello you\nthere\n```")).toEqual([
      { type: "code-block", language: null, text: "hello you\nthere" },
    ]);
  });
});

describe("what chat does its own way", () => {
  it.each([
    "<b>*bold*</b> <!-- *x* -->",
    "&lt;i&gt; `&#60;`",
    "*a*\n---x",
    "    four spaces *here*",
    "[a]: /b *c*",
    "[press](javascript:window.probe=1)",
    "![x](data:image/png;base64,AAAA)",
    "[here](/rooms/x) *x*",
  ])("%j holds nothing of a document", (body) => {
    const types = new Set(JSON.stringify(parse(body)).match(/"type":"[a-z-]+"/g));
    types.delete('"type":"emphasis"');
    types.delete('"type":"code"');
    expect([...types].toSorted()).toEqual(['"type":"paragraph"', '"type":"text"']);
  });

  it.each(["-", "+", "#", ">", "```", "1.", "***_", "- \n-", ">:(", ">_<"])(
    "%j alone is a sign, not an empty shape",
    (body) => {
      expect(spoken(body)).toBe(body);
    },
  );

  it("a picture from elsewhere is only a link to it", () => {
    expect(parse("![cat](https://a.example/c.png)")).toEqual(
      paragraph({ type: "link", href: "https://a.example/c.png", children: [text("cat")] }),
    );
  });

  it("a link that reads as if it went elsewhere says where it goes", () => {
    const linkIn = (body: string) => parse(body)[0];
    expect(linkIn("[www.bank.example](https://evil.example/)")).toEqual(
      paragraph({
        type: "link",
        href: "https://evil.example/",
        children: [text("www.bank.example")],
        host: "evil.example",
      })[0],
    );
    expect(JSON.stringify(linkIn("[a.example](https://www.a.example/b)"))).not.toContain("host");
    expect(JSON.stringify(linkIn("[e.g. this](https://www.a.example/b)"))).not.toContain("host");
  });

  it.each([
    ["*see* https://a.example/__init__.py!", "https://a.example/__init__.py"],
    ["**https://a.example/b**", "https://a.example/b"],
    ["_https://a.example/b_", "https://a.example/b"],
    ["||https://a.example/b||", "https://a.example/b"],
    ["*x* (https://a.example/b_(c))", "https://a.example/b_(c)"],
    ["<https://a.example/b>", "https://a.example/b"],
  ])("in %s the address is %s", (body, href) => {
    const hrefs = JSON.stringify(parse(body)).match(/"href":"[^"]+"/g);
    expect(hrefs).toEqual([`"href":"${href}"`]);
  });

  it("people and rooms are found in words, and in code they are only named", () => {
    expect(parse(`*hi* <@${ANN}> in <#${TEA}>`)).toEqual(
      paragraph(
        { type: "emphasis", children: [text("hi")] },
        text(" "),
        { type: "mention", person: ANN },
        text(" in "),
        { type: "room", room: TEA },
      ),
    );
    expect(parse(`\`<@${ANN}>\``)).toEqual(paragraph({ type: "code", text: `<@${ANN}>` }));
    expect(spoken(`**<@${ANN}>**, \`<@${ANN}>\` <#${TEA}>`)).toBe("@Ann, @Ann #Tea");
  });
});

describe("spoilers", () => {
  it.each<[string, Inline[]]>([
    ["||a||", [{ type: "spoiler", children: [text("a")] }]],
    [
      "x ||a *b* c||!",
      [
        text("x "),
        {
          type: "spoiler",
          children: [text("a "), { type: "emphasis", children: [text("b")] }, text(" c")],
        },
        text("!"),
      ],
    ],
    ["||*a*||", [{ type: "spoiler", children: [{ type: "emphasis", children: [text("a")] }] }]],
    [
      "||<@018f0000-0000-7000-8000-0000000000aa>||",
      [{ type: "spoiler", children: [{ type: "mention", person: ANN }] }],
    ],
    ["a || b || c", [text("a || b || c")]],
    ["||||", [text("||||")]],
    ["||a", [text("||a")]],
    ["||a ||", [text("||a ||")]],
    ["`||a||`", [{ type: "code", text: "||a||" }]],
    [
      "||a|| ||b||",
      [
        { type: "spoiler", children: [text("a")] },
        text(" "),
        { type: "spoiler", children: [text("b")] },
      ],
    ],
  ])("%s", (body, inlines) => {
    expect(parse(body)).toEqual(paragraph(...inlines));
  });

  it("are not told aloud", () => {
    expect(spoken("so ||he dies||")).toBe("so spoiler");
  });
});

describe("texts that nobody means well with", () => {
  const hostile = [
    ">",
    "> ",
    "[",
    "*",
    "*a ",
    "a*",
    "`a",
    "![",
    "[a](",
    "_a_ ",
    "- ",
    "- a\n",
    "1. a\n",
  ].concat([
    "# a\n",
    "\\*",
    "<",
    "||a",
    "[]",
    "*_",
    "> a\n",
    "```\n",
    "> ```\n",
    "~~a ",
    "<a@",
    "h",
    "\t- a\n",
  ]);

  it.each(hostile)("%j without end is read within a blink, and is shown", (unit) => {
    const body = unit.repeat(Math.ceil(8_000 / unit.length)).slice(0, 8_000);
    parse(`${body} once to warm up`);
    const began = performance.now();
    const tree = parse(body);
    // Ten times of what it takes alone: other tests run beside this one.
    expect(performance.now() - began).toBeLessThan(200);
    expect(JSON.stringify(tree).length).toBeGreaterThan(1_000);
  });

  const words = fc.constantFrom("tea", "milk", "sugar", "cup", "https://a.example/x_y", "`", "``");
  const marks = fc.constantFrom(
    ..."*_~`|>-+#<![]()\\\n 1.&;@".split(""),
    "||",
    "**",
    "~~",
    "\n\n",
    "```\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    `<@${ANN}>`,
  );
  const soup = fc.array(fc.oneof(words, marks), { maxLength: 60 }).map((all) => all.join(" "));
  const dense = fc.array(fc.oneof(words, marks), { maxLength: 60 }).map((all) => all.join(""));

  it("no text is refused, and words are never lost", () => {
    assert(
      property(fc.oneof(soup, dense, fc.string({ unit: "grapheme" })), (body) => {
        const told = JSON.stringify(parse(body));
        for (const word of ["tea", "milk", "sugar", "cup"]) {
          expect(count(told, word)).toBeGreaterThanOrEqual(count(body, word));
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it("what needs no parser would say the same with it", () => {
    assert(
      property(fc.oneof(soup, dense), (body) => {
        fc.pre(!needsParser(body));
        // The star asks for the parser and means nothing where it stands.
        const told = spoken(`${body}\n\n2 * 3`).replaceAll(/\s+/g, " ").trim();
        expect(told).toBe(`${spoken(body)} 2 * 3`.replaceAll(/\s+/g, " ").trim());
      }),
      { numRuns: 2_000, examples: [["<.@tea> "]] },
    );
  });
});

function count(text: string, word: string): number {
  return text.split(word).length - 1;
}
