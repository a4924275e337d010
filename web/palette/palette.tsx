import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useText } from "../i18n/i18n.ts";
import { IconButton } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import { SearchIcon } from "../ui/more-icons.tsx";
import type { Found } from "./found.ts";
import { PaletteFoot } from "./palette-foot.tsx";
import { PaletteLine } from "./palette-line.tsx";
import css from "./palette.module.css";
import { paletteText } from "./palette.text.ts";
import { NothingFound, PaletteSigns } from "./palette-signs.tsx";
import { readQuestion } from "./question.ts";
import { useFound } from "./use-found.ts";

type PaletteProps = {
  /** `isBeside`: in a tab of its own. The palette has closed by then. */
  onOpen: (found: Found, isBeside: boolean) => void;
  onClose: () => void;
};

/** Type part of a name and go there. A field that commands a list (ARIA's combobox): the focus never leaves the field. */
export function Palette({ onOpen, onClose }: PaletteProps) {
  const t = useText(paletteText);
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [typed, setTyped] = useState("");
  // By its key: what comes late must not put something else under a finger.
  const [pointed, setPointed] = useState<string | null>(null);
  const question = useMemo(() => readQuestion(typed), [typed]);
  const groups = useFound(question);
  const lines = groups.flatMap(({ found }) => found);
  const chosen = lines.find(({ key }) => key === pointed) ?? lines[0];

  useEffect(() => {
    list.current?.querySelector("[aria-selected='true']")?.scrollIntoView({ block: "nearest" });
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- Another line is the reason, whichever it is.
  }, [pointed]);

  const ask = (text: string) => {
    setTyped(text);
    setPointed(null);
    list.current?.scrollTo({ top: 0 });
    field.current?.focus();
  };

  const pressed = (event: KeyboardEvent) => {
    // While an input method composes, Enter chooses a word. Safari says so only by the old key code.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && chosen) {
      event.preventDefault();
      onOpen(chosen, event.ctrlKey || event.metaKey);
      return;
    }
    const to = targetOf(event.key, chosen ? lines.indexOf(chosen) : -1, lines.length);
    if (to === null) return;
    event.preventDefault();
    setPointed(lines[to]?.key ?? null);
  };

  return (
    <Dialog title={t.title} look="palette" onClose={onClose}>
      <div className={css["head"]}>
        <SearchIcon />
        <input
          ref={field}
          className={css["field"]}
          role="combobox"
          aria-label={t.title}
          aria-expanded={lines.length > 0}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen && id + chosen.key.replaceAll(" ", "-")}
          placeholder={t.ask}
          dir="auto"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          value={typed}
          onChange={({ target }) => ask(target.value)}
          onKeyDown={pressed}
        />
        <IconButton label={t.close} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </div>
      <div className={css["body"]}>
        {typed === "" && <PaletteSigns onSign={ask} />}
        <div
          ref={list}
          id={`${id}list`}
          className={css["list"]}
          role="listbox"
          aria-label={t.list}
          tabIndex={-1}
        >
          {groups.map(({ name, found }) => (
            <div key={name} role="group" aria-labelledby={id + name}>
              <div id={id + name} className={css["heading"]} role="presentation">
                {t[name]}
              </div>
              {found.map((each) => (
                <PaletteLine
                  key={each.key}
                  id={id + each.key.replaceAll(" ", "-")}
                  found={each}
                  isChosen={each === chosen}
                  onPoint={() => setPointed(each.key)}
                  onOpen={({ ctrlKey, metaKey, button }) =>
                    onOpen(each, ctrlKey || metaKey || button === 1)
                  }
                />
              ))}
            </div>
          ))}
        </div>
        {lines.length === 0 && (
          <NothingFound question={question} onSign={(sign) => ask(sign + question.words)} />
        )}
      </div>
      <output className="only-heard">
        {typed !== "" && lines.length > 0 && t.count(lines.length)}
      </output>
      <PaletteFoot />
    </Dialog>
  );
}

/** How far a page of lines goes. */
const PAGE = 8;

function targetOf(key: string, at: number, count: number): number | null {
  if (count === 0) return null;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "PageDown":
      return Math.min(at + PAGE, count - 1);
    case "PageUp":
      return Math.max(at - PAGE, 0);
    default:
      return null;
  }
}
