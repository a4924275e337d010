import { Suspense } from "react";
import { lazyPart } from "../ui/lazy-part.ts";

export type EmojiPickerProps = {
  /** What was pressed for it: it opens beside. On a phone it comes from below. */
  anchor: HTMLElement;
  onPick: (emoji: string) => void;
  /** After a pick, Escape, or a press elsewhere; then the focus is back at the anchor. */
  onClose: () => void;
};

/** For `useLoadedWhenIdle`, where a press should open it at once. */
export const loadEmojiPicker = () => import("./emoji-popover.tsx");

const EmojiPopover = lazyPart(async () => {
  const { EmojiPopover: component } = await loadEmojiPicker();
  return { default: component };
});

/** Where one looks for an emoji. Mount it to open it; take it away when it closes. */
export function EmojiPicker(props: EmojiPickerProps) {
  return (
    <Suspense fallback={null}>
      <EmojiPopover {...props} />
    </Suspense>
  );
}
