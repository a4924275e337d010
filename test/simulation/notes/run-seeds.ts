/** A process of its own: tells stories of notes. */
import { tellSeeds } from "../tell-seeds.ts";
import { simulate } from "./simulate.ts";

await tellSeeds(simulate);
