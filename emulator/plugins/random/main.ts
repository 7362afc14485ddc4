// The program behind pulumi-resource-random.
import { version } from "@pulumi/random/package.json";
import { servePlugin } from "../pluginServer";
import { Random } from "./random";

servePlugin(new Random({ version }));
