import { useId, type ComponentProps } from "react";
import { ChevronIcon } from "./more-icons.tsx";
import css from "./select-field.module.css";

type SelectFieldProps = Omit<ComponentProps<"select">, "id" | "className"> & {
  label: string;
  /** Says what the chosen one means. */
  hint?: string | undefined;
  /** Stands where the hint stood, so nothing moves. */
  error?: string | undefined;
};

/** A choice out of a few with its label above it and, below, what it means or what is wrong. */
export function SelectField({ label, hint, error, ...select }: SelectFieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className={css["field"]}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      <Select
        {...select}
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
      />
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={css["note"]}
          data-wrong={error !== undefined || undefined}
          role={error === undefined ? undefined : "alert"}
        >
          {note}
        </p>
      )}
    </div>
  );
}

/** A choice out of a few, by the system's own list: it is right on every phone and for every keyboard. */
export function Select({ children, ...select }: Omit<ComponentProps<"select">, "className">) {
  return (
    <div className={css["frame"]}>
      <select {...select} className={css["select"]}>
        {children}
      </select>
      <span className={css["chevron"]}>
        <ChevronIcon size={16} />
      </span>
    </div>
  );
}
