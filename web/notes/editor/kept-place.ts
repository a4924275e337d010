import type { Editor } from "@tiptap/core";
import {
  getRelativeSelection,
  relativePositionToAbsolutePosition,
  ySyncPluginKey,
} from "@tiptap/y-tiptap";

/** Where somebody was in a note: what they had chosen, whatever others write before it meanwhile, and how far they had scrolled. */
export type KeptPlace = {
  selection: ReturnType<typeof getRelativeSelection>;
  scrollTop: number;
};

/** The editor is new: its writer comes back to where they were. Call what this gives before the editor goes. */
export function keepPlace(
  left: { place: KeptPlace | null },
  editor: Editor,
  scroller: HTMLElement,
): () => void {
  if (left.place) comeBackTo(left.place, editor, scroller);
  let { scrollTop } = scroller;
  // When the editor goes it may stand in no page any more, where nothing is scrolled.
  const scrolled = () => {
    scrollTop = scroller.scrollTop;
  };
  scroller.addEventListener("scroll", scrolled);
  return () => {
    scroller.removeEventListener("scroll", scrolled);
    const { binding } = ySyncPluginKey.getState(editor.state);
    left.place = { selection: getRelativeSelection(binding, editor.state), scrollTop };
  };
}

function comeBackTo({ selection, scrollTop }: KeptPlace, editor: Editor, scroller: HTMLElement) {
  const { doc, type, binding } = ySyncPluginKey.getState(editor.state);
  const at = (place: unknown) =>
    relativePositionToAbsolutePosition(doc, type, place, binding.mapping);
  const [from, to] = [at(selection.anchor), at(selection.head)];
  // Somebody has deleted what was there.
  if (from !== null && to !== null) editor.commands.setTextSelection({ from, to });
  scroller.scrollTop = scrollTop;
}
