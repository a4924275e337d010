import { useId, type ComponentProps, type ReactNode } from "react";
import { ChevronIcon } from "./icons.tsx";
import css from "./select-field.module.css";

type SelectFieldProps = Omit<ComponentProps<"select">, "id" | "className"> & {
  label: string;
  /** What can be chosen: options. */
  children: ReactNode;
};

/** One of a few, with its label above it. The browser's own list: phones have better ones than we could draw. */
export function SelectField({ label, children, ...select }: SelectFieldProps) {
  const id = useId();
  return (
    <div className={css["field"]}>
      <label className={css["label"]} htmlFor={id}>
        {label}
      </label>
      <div className={css["frame"]}>
        <select {...select} id={id} className={css["select"]}>
          {children}
        </select>
        <span className={css["chevron"]}>
          <ChevronIcon size={16} />
        </span>
      </div>
    </div>
  );
}
