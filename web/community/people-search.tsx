import { useText } from "../i18n/i18n.ts";
import { SearchField } from "../ui/search-field.tsx";
import { Select } from "../ui/select-field.tsx";
import type { Kind } from "./people-by-http.ts";
import css from "./people-search.module.css";
import { peopleText } from "./people-section.text.ts";

const KINDS: readonly Kind[] = ["all", "owner", "admin", "member", "guest", "banned"];

type PeopleSearchProps = {
  sought: string;
  onSeek: (sought: string) => void;
  kind: Kind;
  onKind: (kind: Kind) => void;
  /** Whether one is told who was put out. */
  areBannedTold: boolean;
};

/** Finds people by a part of their name, and by what they are. */
export function PeopleSearch({ sought, onSeek, kind, onKind, areBannedTold }: PeopleSearchProps) {
  const t = useText(peopleText);
  const kinds = KINDS.filter((each) => areBannedTold || each !== "banned");
  return (
    <div className={css["line"]}>
      <SearchField label={t.find} sought={sought} onSeek={onSeek} />
      <Select
        aria-label={t.show}
        value={kind}
        onChange={({ target }) => onKind(kinds.find((each) => each === target.value) ?? "all")}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t.kind(each)}
          </option>
        ))}
      </Select>
    </div>
  );
}
