import { useEffect } from "react";
import { IS_APPLE } from "../ui/platform.ts";
import { COMMANDS, type Page } from "./commands.ts";
import { focusComposer, ignoresLetters, isComposer, isCovered, takesText } from "./focus.ts";
import { lookAround } from "./here.ts";
import { isPressed, isSingle } from "./keys.ts";
import { singleKeys } from "./single-keys.ts";

/** The keys of all commands, wherever the focus is. `page` must be the same in every render. */
export function useKeys(page: Page): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      // While an input method composes, keys choose words. Safari says so only by the old key code.
      const isComposing = event.isComposing || event.keyCode === 229;
      if (event.defaultPrevented || isComposing || isCovered()) return;
      if (isDone(event, page)) event.preventDefault();
      else beginToWrite(event);
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [page]);
}

function isDone(event: KeyboardEvent, page: Page): boolean {
  const isTyping = takesText(event.target);
  const isWriting = isComposer(event.target);
  const meant = COMMANDS.filter(({ name, keys = [] }) =>
    keys.some((each) => {
      // In a field a letter is text, and Escape leaves what is going on there. Where one writes nothing is, if it comes here.
      const isOfTheField = isSingle(each)
        ? isTyping || !singleKeys.getState().isOn
        : isTyping && each === "Escape" && !(isWriting && name === "markRead");
      return !isOfTheField && isPressed(each, event, IS_APPLE);
    }),
  );
  const here = meant.length > 0 ? lookAround() : null;
  const command = here && meant.find(({ when }) => when(here));
  if (!here || !command) return false;
  // It is there already and answers by itself (shell.tsx).
  if (command.name !== "find") command.run(here, page);
  return true;
}

/** Whoever types outside of a field means to write: the letter goes where the composer is by the time it is typed. */
function beginToWrite(event: KeyboardEvent): void {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  const isText = /^.$/u.test(key) && key !== " " && !ctrlKey && !metaKey && !altKey;
  if (isText && singleKeys.getState().isOn && ignoresLetters(target)) focusComposer();
}
