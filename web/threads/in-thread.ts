import { createContext } from "react";

/** The thread that messages are shown in, by its root; null: in the room. */
export const InThread = createContext<number | null>(null);
