import { SearchIcon } from "./more-icons.tsx";
import css from "./search-field.module.css";

type SearchFieldProps = {
  /** Stands in it while it is empty, and is its name. */
  label: string;
  sought: string;
  onSeek: (sought: string) => void;
};

/** Where one types what a list is narrowed to. */
export function SearchField({ label, sought, onSeek }: SearchFieldProps) {
  return (
    <label className={css["search"]}>
      <SearchIcon />
      <input
        className={css["field"]}
        type="search"
        aria-label={label}
        placeholder={label}
        dir="auto"
        autoComplete="off"
        value={sought}
        onChange={({ target }) => onSeek(target.value)}
      />
    </label>
  );
}
