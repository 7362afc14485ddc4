// Shows the progress of a long step: a live line on a terminal, else one line per step.
import type { CommandContext } from "./command";

/** One step of the story. */
export interface Step {
  /** Shows the present progress; on a terminal only. */
  update(text: string): void;
}

/** Runs a step and says what it is, how far it is, and how long it took. */
export async function step<Result>(
  context: CommandContext,
  title: string,
  work: (step: Step) => Promise<Result>,
): Promise<Result> {
  const startedAt = performance.now();
  if (!context.isTerminal) {
    context.print(`${title} ...`);
    const result = await work({ update: () => {} });
    context.print(`${title}: done in ${seconds(startedAt)}`);
    return result;
  }
  const { Listr } = await import("listr2");
  let result: { value: Result } | undefined;
  const tasks = new Listr(
    [
      {
        title,
        task: async (_, task) => {
          result = {
            value: await work({
              update: (text) => {
                task.output = text;
              },
            }),
          };
          task.title = `${title} ${context.colors.dim(`(${seconds(startedAt)})`)}`;
        },
      },
    ],
    // The command line prints the error, once.
    { registerSignalListeners: false, rendererOptions: { showErrorMessage: false } },
  );
  await tasks.run();
  if (result === undefined) throw new Error(`${title}: ended without a result`);
  return result.value;
}

function seconds(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
