import { Extension } from "@tiptap/core";
import { DOMParser, Fragment, Slice, type Node, type Schema } from "@tiptap/pm/model";
import { Plugin, TextSelection, type EditorState } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";
import { isWebAddress } from "../../composer/formatting.ts";
import { readPasted, richPaste } from "../../composer/rich-paste.ts";
import { partsOf } from "../../markup/links.ts";
import { newAddress } from "./link-mark.ts";
import { placeAt } from "./place-at.ts";

/**
 * Pasting, and dropping what comes from elsewhere. The editor's own way makes markup of text, which the page's policy forbids: what is
 * pasted comes through the one door that there is (composer/rich-paste.ts).
 */
export const Pasted = Extension.create({
  name: "pasted",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          paste: (view, event) => take(view, event, event.clipboardData),
          // What is moved within the note stays what it is.
          drop: (view, event) => !view.dragging && take(view, event, event.dataTransfer),
        },
      },
    }),
  ],
});

function take(view: EditorView, event: Event, data: DataTransfer | null): boolean {
  event.preventDefault();
  if (!view.editable || !data) return true;
  const text = data.getData("text/plain");
  const { tr, schema, selection } = view.state;
  const isCode = selection.$from.parent.type.spec.code === true;
  const { from, to } = selection;
  const over = addressOver(view.state, text);
  if (isCode) tr.insertText(text.replaceAll("\r\n", "\n"));
  else if (over !== null) {
    tr.removeMark(from, to, schema.marks["link"]);
    tr.addMark(from, to, schema.mark("link", { href: over }));
  } else tr.replaceSelection(ours(schema, data) ?? rich(schema, data) ?? plain(schema, text));
  view.dispatch(tr.scrollIntoView().setMeta("paste", true));
  return true;
}

/** An address over words makes a link of them, as in the field for messages (composer/paste.ts). */
function addressOver({ doc, selection }: EditorState, text: string): string | null {
  const { $from, $to, from, to } = selection;
  const words = doc.textBetween(from, to, " ");
  const isOfOneLine = selection instanceof TextSelection && $from.sameParent($to);
  const isOverWords = isOfOneLine && words.trim() !== "" && !isWebAddress(words);
  return isOverWords && isWebAddress(text.trim()) ? newAddress(text.trim()) : null;
}

/** How an editor marks what is copied from it: how far it is open at both ends, and in what it stood. */
const CUT = /^(\d+) (\d+)(?: -\d+)? (.*)/s;
const Context = v.array(v.union([v.string(), v.null(), v.record(v.string(), v.unknown())]));

/** What was copied from a note, as it was. */
function ours(schema: Schema, data: DataTransfer): Slice | null {
  const body = readPasted(data.getData("text/html"));
  const marked = body?.querySelector("[data-pm-slice]");
  const cut = CUT.exec(marked?.getAttribute("data-pm-slice") ?? "");
  const context = v.safeParse(Context, parseJson(cut?.[3] ?? ""));
  if (!body || !cut || !context.success) return null;
  const { content, openStart, openEnd } = parse(schema, body, true);
  const around = context.output;
  let whole = content;
  let depth = 0;
  for (let at = around.length - 2; at >= 0; at -= 2) {
    const name = around[at];
    const attrs = around[at + 1];
    const type = typeof name === "string" ? schema.nodes[name] : undefined;
    if (!type) return null;
    whole = Fragment.from(type.create(typeof attrs === "object" ? attrs : null, whole));
    depth += 1;
  }
  return new Slice(
    whole,
    Math.min(openStart, Number(cut[1])) + depth,
    Math.min(openEnd, Number(cut[2])) + depth,
  );
}

function rich(schema: Schema, data: DataTransfer): Slice | null {
  const body = richPaste(data.getData("text/html"));
  return body && parse(schema, body, false);
}

function parse(schema: Schema, body: HTMLElement, isExact: boolean): Slice {
  return DOMParser.fromSchema(schema).parseSlice(body, { preserveWhitespace: isExact });
}

/** A line is a paragraph, and an address in it a link; one of this community is what it leads to. */
function plain(schema: Schema, text: string): Slice {
  const lines = text.split(/(?:\r\n|\r|\n)+/);
  const paragraphs = lines.map((line) => schema.node("paragraph", null, wordsIn(schema, line)));
  return new Slice(Fragment.from(paragraphs), 1, 1);
}

function wordsIn(schema: Schema, line: string): Node[] {
  return partsOf(line).map(({ text, href }) => {
    const place = href === undefined ? null : placeAt(href);
    if (place) return schema.node("place", place);
    const to = newAddress(href);
    return schema.text(text, to === null ? [] : [schema.mark("link", { href: to })]);
  });
}
