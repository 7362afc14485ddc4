// The program behind pulumi-resource-azure-native.
import { version } from "@pulumi/azure-native/package.json";
import { warningsOf } from "../engineLog";
import { servePlugin } from "../pluginServer";
import { AzureNative } from "./azureNative";

// The engine gives its own address as the only argument.
const warn = warningsOf(process.argv[2]);
servePlugin(new AzureNative({ version, environment: process.env, warn }));
