import { tellFew } from "../few-stories.test-kit.ts";
import { simulate } from "./simulate.ts";

tellFew(simulate, { promise: "shows what the logs say", seeds: 60 });
