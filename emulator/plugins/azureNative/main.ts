// The program behind pulumi-resource-azure-native.
import { version } from "@pulumi/azure-native/package.json";
import { servePlugin } from "../pluginServer";
import { AzureNative } from "./azureNative";

servePlugin(new AzureNative({ version, environment: process.env }));
