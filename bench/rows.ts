/** One line of the table: what was measured, what was wanted (contract.md, "Targets"), and whether it was reached. */
export type Row = {
  what: string;
  measured: string;
  target: string;
  holds: boolean | null;
  beside: string;
};

export const ms = (value: number) => `${value < 10 ? value.toFixed(1) : Math.round(value)} ms`;
export const count = (value: number) => Math.round(value).toLocaleString("en");
export const mib = (bytes: number) => `${count(bytes / 2 ** 20)} MiB`;
export const percent = (share: number) => `${Math.round(share * 100)} %`;

/** The value that so large a part of all stays at or below; 0 of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
