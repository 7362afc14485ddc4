// Program: `install.ts <version> <root>` runs Pulumi's own installer; a process of its own, so that it can be ended.
import { execFileSync } from "node:child_process";

const INSTALLER = "https://get.pulumi.com/install.sh";

const [version = "", root = ""] = process.argv.slice(2);

try {
  const fetching = ["--fail", "--silent", "--show-error", "--location", "--max-time", "120"];
  const script = execFileSync("curl", [...fetching, INSTALLER], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  // The same arguments as the Automation API gives it, whose own download knows no proxy.
  execFileSync("sh", ["-s", "--", "--no-edit-path", "--install-root", root, "--version", version], {
    input: script,
    stdio: ["pipe", "ignore", "inherit"],
  });
} catch {
  // Both have said on standard error what is wrong.
  process.exitCode = 1;
}
