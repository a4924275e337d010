import type { ReadableAtom } from "nanostores";
import { i18n } from "./i18n.ts";

/** Every "no" by its code, in other languages: what it is in English comes from the protocol, or with the answer. */
export const refusalText: ReadableAtom<Readonly<Record<string, string>>> = i18n("refusals", {});
