import { useText } from "../i18n/i18n.ts";
import { IS_APPLE } from "../ui/platform.ts";
import { shownKeys, type Keys } from "./keys.ts";
import { keysText } from "./keys.text.ts";

/** What a button does and by which keys, as a tip says it: "Bold (Ctrl+B)". */
export function useKeyTip(): (says: string, keys: Keys) => string {
  const named = useText(keysText);
  return (says, keys) => `${says} (${shownKeys(keys, IS_APPLE, named).join(IS_APPLE ? "" : "+")})`;
}
