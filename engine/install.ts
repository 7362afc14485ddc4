// Program: `install.ts <version> <root>` lets the Automation API install the Pulumi CLI; a process of its own, so that it can be ended.
import { PulumiCommand } from "@pulumi/pulumi/automation";
import { SemVer } from "semver";

const [version = "", root = ""] = process.argv.slice(2);

PulumiCommand.install({ version: new SemVer(version), root }).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
