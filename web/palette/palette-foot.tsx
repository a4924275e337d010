import { useText } from "../i18n/i18n.ts";
import { KeysShown } from "./keys-shown.tsx";
import css from "./palette.module.css";
import { paletteText } from "./palette.text.ts";

/** The keys of the list, for whoever has keys. */
export function PaletteFoot() {
  const t = useText(paletteText);
  return (
    <p className={css["foot"]} aria-hidden="true">
      <span>
        <KeysShown keys="ArrowUp" /> <KeysShown keys="ArrowDown" /> {t.toChoose}
      </span>
      <span>
        <KeysShown keys="Enter" /> {t.toOpen}
      </span>
      <span>
        <KeysShown keys="mod+Enter" /> {t.toNewTab}
      </span>
    </p>
  );
}
