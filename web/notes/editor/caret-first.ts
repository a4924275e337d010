import { Extension } from "@tiptap/core";
import { Plugin } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";

/**
 * A browser moves the cursor at once, and says so later than it hands on the next key: where the page has much to do, Enter right after
 * End would part the line where the cursor was before. So the editor looks where it is before each key.
 */
export const CaretFirst = Extension.create({
  name: "caretFirst",
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          keydown(view) {
            // While something is composed (a letter of several keys), the editor must not touch it.
            if (!view.composing) lookWhereItIs(view);
            return false;
          },
        },
      },
    }),
  ],
});

/** ProseMirror has no name for it that is meant for others; what it does when the browser says that the selection has changed. */
function lookWhereItIs(view: EditorView): void {
  const observer: unknown = Reflect.get(view, "domObserver");
  if (isObserver(observer)) observer.flush();
}

function isObserver(some: unknown): some is { flush: () => void } {
  return typeof some === "object" && some !== null && "flush" in some;
}
