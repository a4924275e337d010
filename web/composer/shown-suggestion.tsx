import { useText } from "../i18n/i18n.ts";
import { Avatar } from "../ui/avatar.tsx";
import { PeopleIcon } from "../ui/icons.tsx";
import { callsText } from "./calls.text.ts";
import css from "./completion.module.css";
import { completionText } from "./completion.text.ts";
import type { Suggestion } from "./suggestions.ts";

/** What stands in a line of the list: who or what is offered, and what there is to know of it. */
export function ShownSuggestion({ one }: { one: Suggestion }) {
  const t = useText(completionText);
  const calls = useText(callsText);
  switch (one.kind) {
    case "person":
      return (
        <>
          <Avatar id={one.id} name={one.name} size="small" />
          <bdi className={css["name"]}>{one.name}</bdi>
          {one.isOutside && <span className={css["note"]}>{t.outside}</span>}
        </>
      );
    case "call":
      return (
        <>
          <span className={css["everyone"]}>
            <PeopleIcon />
          </span>
          <bdi className={css["name"]}>@{one.name}</bdi>
          <span className={css["note"]}>
            {(one.name === "room" ? calls.tellsRoom : calls.tellsHere)(one.count)}
          </span>
        </>
      );
    case "room":
      return (
        <>
          <span className={css["sign"]}>#</span>
          <bdi className={css["name"]}>{one.name}</bdi>
        </>
      );
    case "emoji":
      return (
        <>
          <span className={css["emoji"]}>{one.emoji}</span>
          <span className={css["name"]}>{one.name}</span>
        </>
      );
    case "command":
      return (
        <>
          <span className={css["name"]}>/{one.name}</span>
          <span className={css["note"]}>{t[one.name]}</span>
        </>
      );
  }
}
