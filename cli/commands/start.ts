// npm start: a whole story on the emulator, with the real engine: from one file to working logins, or ninety days of rotation.
import type { Command, CommandContext, Outcome } from "../command";
import { UserError } from "../userError";

interface StartOptions {
  readonly story: string;
  readonly customers?: string;
  readonly days?: string;
  readonly keep?: boolean;
  readonly plugins: string;
}

/** Tells one of the {@link STORIES}. */
export const start: Command<StartOptions> = {
  name: "start",
  summary: "a whole story on the emulator: access, or ninety days of rotation",
  details:
    "Starts Azure on localhost and runs the real `pulumi up` of the dev stack. The story `access` pulls as each customer with nothing but the password from the vault, changes one customer's repositories and proves the difference. The story `rotation` moves the emulator's clock through ninety days, in which customers of its own log in every day, and draws a timeline of each password. Writes only to .emulated/.",
  examples: [
    { arguments: "", does: "tell the story of access with customers.yaml" },
    { arguments: "--customers other.yaml", does: "tell it with another file" },
    { arguments: "--story rotation", does: "tell the story of ninety days of rotation" },
    {
      arguments: "--plugins real",
      does: "tell it with Pulumi's own plugins of azure-native and random in place of the stand-ins",
    },
    { arguments: "--keep", does: "leave the emulator running afterwards, until Ctrl-C" },
  ],
  options: [
    { flags: "--story <name>", description: "access or rotation", default: "access" },
    {
      flags: "--customers <file>",
      description: 'the file to declare in the story of access (default: "customers.yaml")',
    },
    {
      flags: "--days <number>",
      description: "how many days the story of rotation goes through (default: 90)",
    },
    {
      flags: "--plugins <which>",
      description: "stand-ins, or real: those that Pulumi downloads, in the story of access",
      default: "stand-ins",
    },
    { flags: "--keep", description: "leave the emulator running until Ctrl-C" },
  ],
  async run(options, context) {
    const tell = STORIES.get(options.story);
    if (tell !== undefined) return tell(options, context);
    throw new UserError(`--story: there is no story "${options.story}"`, {
      remedy: `use one of ${[...STORIES.keys()].join(", ")}`,
    });
  },
};

type Tell = (options: StartOptions, context: CommandContext) => Promise<Outcome>;

const access: Tell = async ({ customers = "customers.yaml", days, keep, plugins }, context) => {
  if (days !== undefined) throw notOf("access", "--days");
  if (plugins !== "stand-ins" && plugins !== "real") {
    throw new UserError(`--plugins: there are no plugins "${plugins}"`, {
      remedy: "use one of stand-ins, real",
    });
  }
  const { tellStory } = await import("../story/story.js");
  return tellStory({ customers, keep: keep === true, plugins }, context);
};

const rotation: Tell = async ({ customers, days = "90", keep, plugins }, context) => {
  if (customers !== undefined) throw notOf("rotation", "--customers");
  if (plugins !== "stand-ins") throw notOf("rotation", "--plugins");
  if (!/^\d+$/.test(days) || Number(days) < 1 || Number(days) > MOST_DAYS) {
    throw new UserError(`--days: "${days}" is not a whole number from 1 to ${MOST_DAYS}`, {
      remedy: "leave it out for ninety days",
    });
  }
  const { tellRotationStory } = await import("../story/rotation/rotationStory.js");
  return tellRotationStory({ days: Number(days), keep: keep === true }, context);
};

/** The stories by their names; the first is the one that is told by default. */
const STORIES: ReadonlyMap<string, Tell> = new Map([
  ["access", access],
  ["rotation", rotation],
]);

/** A year of daily logins; each week takes seconds. */
const MOST_DAYS = 365;

function notOf(story: string, option: string): UserError {
  return new UserError(`${option} is not for the story of ${story}`, {
    remedy: "leave it out; `npm start -- --help` explains both stories",
  });
}
