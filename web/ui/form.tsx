import { useRef, useState, type ReactNode } from "react";
import type { Answer, Failure, Trouble } from "../answer.ts";
import css from "./form.module.css";

/** What stood in the form when it was sent. */
export type FormValues = { text: (name: string) => string };

export type FormState = {
  isBusy: boolean;
  /** The sentence for a field, when the last answer was one of its codes. */
  errorOf: (...codes: Trouble[]) => string | undefined;
  /** The sentence that belongs to no field. */
  trouble: () => string | undefined;
  send: (form: HTMLFormElement) => void;
};

/** A form that keeps its text whatever happens, sends once at a time, and says what was wrong where it was wrong. */
export function useForm(submit: (values: FormValues) => Promise<Answer<unknown>>): FormState {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const told = new Set<Trouble>();
  const sending = useRef(false);

  const send = async (data: FormData) => {
    sending.current = true;
    setBusy(true);
    setFailure(null);
    const answer = await submit({ text: (name) => textOf(data.get(name)) });
    sending.current = false;
    setBusy(false);
    if (!answer.ok) setFailure(answer);
  };

  return {
    isBusy,
    errorOf(...codes) {
      codes.forEach((code) => told.add(code));
      return failure && codes.includes(failure.code) ? failure.says : undefined;
    },
    trouble: () => (failure && !told.has(failure.code) ? failure.says : undefined),
    send(form) {
      if (!sending.current) void send(new FormData(form));
    },
  };
}

type FormProps = { form: FormState; children: ReactNode };

export function Form({ form, children }: FormProps) {
  return (
    <form
      className={css["form"]}
      onSubmit={(event) => {
        event.preventDefault();
        form.send(event.currentTarget);
      }}
    >
      {children}
    </form>
  );
}

/** What went wrong with the whole, above the button. Put it after the fields: they say which codes are theirs. */
export function FormTrouble({ form }: { form: FormState }) {
  const says = form.trouble();
  return says === undefined ? null : (
    <p className={css["trouble"]} role="alert">
      {says}
    </p>
  );
}

function textOf(value: FormDataEntryValue | null): string {
  return typeof value === "string" ? value : "";
}
