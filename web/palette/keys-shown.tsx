import { useText } from "../i18n/i18n.ts";
import { IS_APPLE } from "../ui/platform.ts";
import { shownKeys, type Keys } from "./keys.ts";
import css from "./keys-shown.module.css";
import { keysText } from "./keys.text.ts";

/** Keys as they are printed on this keyboard. */
export function KeysShown({ keys }: { keys: Keys }) {
  const named = useText(keysText);
  return (
    <span className={css["keys"]} dir="ltr">
      {shownKeys(keys, IS_APPLE, named).map((key) => (
        <kbd key={key} className={css["key"]}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
