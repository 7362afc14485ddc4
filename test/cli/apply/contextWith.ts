// The context of a command whose pulumi is a shell script.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CommandContext } from "../../../cli/command";
import { executable } from "../../engine/fakes";

/** A context in which pulumi does these lines. */
export async function contextWith(folder: string, ...lines: string[]) {
  await writeFile(join(folder, "Pulumi.yaml"), "");
  const bin = join(folder, "bin");
  await executable(
    join(bin, "pulumi"),
    'if [ "$1" = version ]; then echo v3.276.0; exit; fi',
    ...lines,
  );
  const printed: string[] = [];
  const env = { PATH: `${bin}:/usr/bin:/bin` };
  const context = {
    env,
    signal: new AbortController().signal,
    progress: () => {},
    print: (line: string) => printed.push(line),
  } as Partial<CommandContext> as CommandContext;
  return { context, printed };
}
