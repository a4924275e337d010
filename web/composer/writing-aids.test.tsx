import "../styles/layers.css";
import axe from "axe-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { cleanup, render } from "vitest-browser-react";
import { storyRoom, tellStory } from "../timeline/story.test-kit.ts";
import { draftIn, forgetDrafts, keepReply } from "./drafts.ts";
import { chooseSendKey } from "./send-key.ts";
import { Alone, saidIn, showComposer } from "./shown-composer.test-kit.tsx";
import { showTools, tools } from "./tools.ts";

beforeEach(() => page.viewport(1000, 800));
afterEach(async () => {
  await cleanup();
  forgetDrafts();
  chooseSendKey("enter");
  showTools(false);
  tools.setState({ isPreviewing: false });
});

test("Ctrl+B makes what is selected bold, again takes it away, and undo goes back step by step", async () => {
  const { field } = await showComposer();
  await userEvent.type(field, "say this");
  field.setSelectionRange(4, 8);
  await userEvent.keyboard("{Control>}b{/Control}");
  expect(field.value).toBe("say **this**");
  expect(field.value.slice(field.selectionStart, field.selectionEnd)).toBe("this");
  await userEvent.keyboard("{Control>}b{/Control}");
  expect(field.value).toBe("say this");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(field.value).toBe("say **this**");
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(field.value).toBe("say this");
});

test("what a key has formatted is part of the draft", async () => {
  const { room, field } = await showComposer();
  await userEvent.type(field, "x");
  field.setSelectionRange(0, 1);
  await userEvent.keyboard("{Control>}e{/Control}");
  expect(draftIn({ room: room.id }).text).toBe("`x`");
});

test("an address pasted over words makes a link of them", async () => {
  const { field } = await showComposer();
  await userEvent.type(field, "see this");
  field.setSelectionRange(4, 8);
  paste(field, "https://a.example/b");
  expect(field.value).toBe("see [this](https://a.example/b)");
});

test.each([
  ["<b>bold</b>, <em>leaning</em> and <del>gone</del>", "**bold**, *leaning* and ~~gone~~"],
  ['<a href="https://a.example/b">there</a>', "[there](https://a.example/b)"],
  ['<a href="https://a.example/b">https://a.example/b</a>', "https://a.example/b"],
  ['<a href="javascript:alert(1)">there</a> <code>x*y</code>', "there `x*y`"],
  ["<ul><li>one</li><li>two<ol><li>deep</li></ol></li></ul>", "- one\n- two\n  1. deep"],
  ['<ol start="3"><li>three</li><li>four</li></ol>', "3. three\n4. four"],
  ["<h2>Title</h2><p>Text</p><blockquote>said</blockquote>", "## Title\n\nText\n\n> said"],
  ['<pre><code class="language-sh">a\nb</code></pre>', "```sh\na\nb\n```"],
  ['<b style="font-weight:normal"><p>one</p><i>two</i></b>', "one\n\n*two*"],
  ['<p>2 * 3 * 4 <strong>is</strong></p><img src="x" alt="y">', "2 \\* 3 \\* 4 **is**"],
  [
    '<b onclick="a()">turn on</b><pre>&lt;b onclick = "a()"&gt;</pre>',
    '**turn on**\n\n```\n<b onclick = "a()">\n```',
  ],
  ['<b "="once =1">odd</b><iframe srcdoc="<b onclick=1>"></iframe>', "**odd**"],
  [
    '<a href="https://a.example/?/once=1" onfocus="a()">on = off</a>',
    "[on = off](https://a.example/?/once=1)",
  ],
])("what is copied from a page keeps what it means: %s", async (html, markdown) => {
  const { field } = await showComposer();
  await userEvent.type(field, "see: ");
  paste(field, "plain", html);
  await expect.poll(() => field.value).toBe(`see: ${markdown}`);
  await userEvent.keyboard("{Control>}z{/Control}");
  expect(field.value).toBe("see: ");
});

test.each([
  ["that says no more than its plain text", "", '<div style="color: red">plain</div>'],
  ["of a table", "", "<table><tr><td><b>a</b></td></tr></table>"],
  ["in the middle of code", "```\n", "<b>bold</b>"],
])("what comes from a page %s is left to the browser", async (_, before, html) => {
  const { field } = await showComposer();
  field.value = before;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  field.setSelectionRange(before.length, before.length);
  expect(paste(field, "plain", html)).toBe(true);
});

test("a list goes on with the next line, and ends on an empty point", async () => {
  const { field } = await showComposer();
  await userEvent.type(field, "- one");
  await userEvent.keyboard("{Shift>}{Enter}{/Shift}two");
  expect(field.value).toBe("- one\n- two");
  await userEvent.keyboard("{Shift>}{Enter}{Enter}{/Shift}");
  expect(field.value).toBe("- one\n- two\n");
});

test("Enter makes a line and Ctrl+Enter sends, for whoever likes it so", async () => {
  chooseSendKey("mod-enter");
  const { room, field } = await showComposer();
  await userEvent.type(field, "one");
  await userEvent.keyboard("{Enter}two");
  expect(field.value).toBe("one\ntwo");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(saidIn(room)).toEqual(["one\ntwo"]);
});

test("in an open fence of code Enter makes a line, and sends once it is closed", async () => {
  const { room, field } = await showComposer();
  await userEvent.type(field, "```js{Enter}- one{Enter}two{Shift>}{Enter}{/Shift}three{Enter}");
  expect(field.value).toBe("```js\n- one\ntwo\nthree\n");
  expect(saidIn(room)).toEqual([]);
  await userEvent.keyboard("```{Enter}");
  expect(saidIn(room)).toEqual(["```js\n- one\ntwo\nthree\n```"]);
});

test("Ctrl+Enter sends out of an open fence", async () => {
  const { room, field } = await showComposer();
  await userEvent.type(field, "```{Enter}one");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(saidIn(room)).toEqual(["```\none"]);
});

test("Tab leaves the field", async () => {
  const { field } = await showComposer();
  await userEvent.type(field, "- one");
  await userEvent.keyboard("{Tab}");
  expect(document.activeElement).not.toBe(field);
  expect(field.value).toBe("- one");
});

test("where it is narrow the tools stand in two lines, and none is beyond the edge", async () => {
  await page.viewport(330, 700);
  await showComposer();
  await page.getByRole("button", { name: "Formatting" }).click();
  const bar = page.getByRole("toolbar", { name: "Formatting" });
  await expect.element(bar).toBeVisible();
  const edge = bar.element().getBoundingClientRect();
  const tops = [...bar.element().querySelectorAll("button")].map((tool) => {
    const { left, right, top } = tool.getBoundingClientRect();
    expect.soft(left, tool.title).toBeGreaterThanOrEqual(edge.left);
    expect.soft(right, tool.title).toBeLessThanOrEqual(edge.right);
    return top;
  });
  expect(new Set(tops).size).toBe(2);
});

test("the tools are one tab stop, are remembered, and leave the selection where it is", async () => {
  const { field } = await showComposer();
  await page.getByRole("button", { name: "Formatting" }).click();
  expect(document.activeElement).toBe(field);
  await userEvent.type(field, "this");
  field.setSelectionRange(0, 4);
  await page.getByRole("button", { name: "Italic" }).click();
  expect(field.value).toBe("_this_");
  expect(localStorage.getItem("parley-writing-tools")).toBe("shown");
  const bar = page.getByRole("toolbar", { name: "Formatting" });
  const stops = bar
    .getByRole("button")
    .elements()
    .filter((one) => (one as HTMLElement).tabIndex === 0);
  expect(stops).toHaveLength(1);
  (stops[0] as HTMLElement).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(document.activeElement).not.toBe(stops[0]);
});

test("the preview follows what is written", async () => {
  const { field } = await showComposer();
  await userEvent.type(field, "hello");
  await userEvent.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
  const preview = page.getByRole("region", { name: "Preview" });
  await expect.element(preview).toHaveTextContent("hello");
  await userEvent.type(field, " there");
  await expect.element(preview).toHaveTextContent("hello there");
  await userEvent.keyboard("{Control>}{Shift>}p{/Shift}{/Control}");
  await expect.element(preview).not.toBeInTheDocument();
});

test("a text that is too long is offered as several messages, and all of it goes", async () => {
  const { room, field } = await showComposer();
  const text = "All work and no play. ".repeat(500).trim();
  await page.elementLocator(field).fill(text);
  await page.getByRole("button", { name: "Send as 3 messages" }).click();
  expect(saidIn(room)).toHaveLength(3);
  expect(saidIn(room).join(" ")).toBe(text);
  expect(field.value).toBe("");
});

test("a book stays whole in the field", async () => {
  const { field, room } = await showComposer();
  const book = "word ".repeat(200_000);
  field.focus();
  paste(field, book);
  document.execCommand("insertText", false, book);
  expect(field.value).toHaveLength(book.length);
  await expect.element(page.getByText(/^Too long, even for 20 messages/)).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(saidIn(room)).toEqual([]);
  expect(field.value).toHaveLength(book.length);
});

test("a thread has a draft of its own, and it is there again after a reload", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "hi" }]));
  const { shown, field } = await showComposer(room, { thread: 2 });
  await userEvent.type(field, "under it");
  expect(draftIn({ room: room.id }).text).toBe("");
  await shown.unmount();
  await render(<Alone room={room} />);
  await expect.element(page.getByRole("textbox")).toHaveValue("");
  await cleanup();
  await render(<Alone room={room} thread={2} />);
  await expect.element(page.getByRole("textbox")).toHaveValue("under it");
});

test("an answer says what it answers, once, and under which message it stands", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "what time?" }]));
  const { field } = await showComposer(room, { thread: 2 });
  keepReply({ room: room.id, thread: 2 }, 2);
  await userEvent.type(field, "eight{Enter}sharp{Enter}");
  expect(room.view.getState().pending).toMatchObject([
    { body: "eight", replyTo: 2, thread: 2 },
    { body: "sharp", thread: 2 },
  ]);
  expect(room.view.getState().pending[1]).not.toHaveProperty("replyTo");
});

test("says what is answered, until Escape", async () => {
  const room = storyRoom(tellStory([{ by: "bob", says: "what time?" }]));
  const { field } = await showComposer(room);
  keepReply({ room: room.id }, 2);
  await expect.element(page.getByText("Replying to Bob")).toBeVisible();
  await expect.element(page.getByText("what time?")).toBeVisible();
  field.focus();
  await userEvent.keyboard("{Escape}");
  await expect.element(page.getByText("Replying to Bob")).not.toBeInTheDocument();
});

test("has nothing that axe objects to with all of it open", async () => {
  showTools(true);
  tools.setState({ isPreviewing: true });
  const { field } = await showComposer();
  await page.elementLocator(field).fill("word ".repeat(2_000));
  await expect.element(page.getByRole("button", { name: /^Send as/ })).toBeVisible();
  const { violations } = await axe.run(document.body, {
    rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
});

/** False: the composer has put it in by itself. */
function paste(field: HTMLTextAreaElement, text: string, html = ""): boolean {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  if (html !== "") clipboardData.setData("text/html", html);
  return field.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
  );
}
