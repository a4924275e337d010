import { useText } from "../i18n/i18n.ts";
import { ask } from "../shell/asked.ts";
import { SearchIcon } from "../ui/more-icons.tsx";
import { MODIFIER } from "../ui/platform.ts";
import css from "./find-button.module.css";
import { sidebarText } from "./sidebar.text.ts";

/** Opens the palette, and says which keys do so. */
export function FindButton() {
  const t = useText(sidebarText);
  return (
    <div className={css["place"]}>
      <button
        type="button"
        className={css["find"]}
        aria-keyshortcuts="Control+K Meta+K"
        aria-haspopup="dialog"
        onClick={() => ask("palette")}
      >
        <SearchIcon size={16} />
        <span className={css["says"]}>{t.find}</span>
        <kbd className={css["keys"]} aria-hidden="true" dir="ltr">
          {MODIFIER}K
        </kbd>
      </button>
    </div>
  );
}
