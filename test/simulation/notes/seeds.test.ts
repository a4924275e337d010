import { tellFew } from "../few-stories.test-kit.ts";
import { simulate } from "./simulate.ts";

tellFew(simulate, { promise: "everyone has the same note, and nothing saved is lost", seeds: 60 });
