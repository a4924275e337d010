import { SearchField } from "../ui/search-field.tsx";
import { Select } from "../ui/select-field.tsx";
import type { Kind } from "./people-by-http.ts";
import css from "./people-search.module.css";

const KINDS: readonly { kind: Kind; says: string }[] = [
  { kind: "all", says: "Everyone" },
  { kind: "owner", says: "Owners" },
  { kind: "admin", says: "Admins" },
  { kind: "member", says: "Members" },
  { kind: "guest", says: "Guests" },
  { kind: "banned", says: "Put out" },
];

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
  const kinds = KINDS.filter((each) => areBannedTold || each.kind !== "banned");
  return (
    <div className={css["line"]}>
      <SearchField label="Find a person" sought={sought} onSeek={onSeek} />
      <Select
        aria-label="Show"
        value={kind}
        onChange={({ target }) =>
          onKind(kinds.find((each) => each.kind === target.value)?.kind ?? "all")
        }
      >
        {kinds.map((each) => (
          <option key={each.kind} value={each.kind}>
            {each.says}
          </option>
        ))}
      </Select>
    </div>
  );
}
