// npm start: a demo on the emulator with the real engine: working logins, ninety days of rotation, a quarter for auditors, or copies for a customer.
import type { Command, CommandContext, Outcome } from "../command";
import { UserError } from "../userError";

interface StartOptions {
  readonly story: string;
  readonly customers?: string;
  readonly days?: string;
  readonly keep?: boolean;
  readonly plugins: string;
}

/** Runs one of the {@link STORIES}. */
export const start: Command<StartOptions> = {
  name: "start",
  summary: "a demo on the emulator: access, rotation, a quarter for auditors, or copies",
  details:
    "Starts Azure on localhost and runs the real `pulumi up` of the dev stack. The story `access` pulls as each customer, with only the password from the vault. Then it changes one customer's repositories and verifies the difference. The story `rotation` moves the emulator's clock through ninety days. Its own customers log in every day, and it draws a timeline of each password. The story `audit` makes the history of a quarter, asks it what an auditor asks, and writes a page. The story `sync` deploys both sides of a sync: what the vendor pushes appears in a customer's own registry, also after a lost webhook. Writes only to .emulated/.",
  examples: [
    { arguments: "", does: "the access demo with customers.yaml" },
    { arguments: "--customers other.yaml", does: "the same with another file" },
    { arguments: "--story rotation", does: "ninety days of rotation" },
    {
      arguments: "--story audit",
      does: "a quarter of changes, and what `npm run audit` says of it",
    },
    {
      arguments: "--story sync",
      does: "copies of the vendor's images in a customer's own registry",
    },
    {
      arguments: "--plugins real",
      does: "with Pulumi's own plugins instead of the stand-ins",
    },
    { arguments: "--keep", does: "leave the emulator running afterwards, until Ctrl-C" },
  ],
  options: [
    { flags: "--story <name>", description: "access, rotation, audit or sync", default: "access" },
    {
      flags: "--customers <file>",
      description: 'the file for the access story (default: "customers.yaml")',
    },
    {
      flags: "--days <number>",
      description: "how many days of rotation to run (default: 90)",
    },
    {
      flags: "--plugins <which>",
      description: "stand-ins, or real: plugins that Pulumi downloads; only for the access story",
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

const audit: Tell = async ({ customers, days, keep, plugins }, context) => {
  if (customers !== undefined) throw notOf("audit", "--customers");
  if (days !== undefined) throw notOf("audit", "--days");
  if (plugins !== "stand-ins") throw notOf("audit", "--plugins");
  const { tellAuditStory } = await import("../story/audit/auditStory.js");
  return tellAuditStory({ keep: keep === true }, context);
};

const sync: Tell = async ({ customers, days, keep, plugins }, context) => {
  if (customers !== undefined) throw notOf("sync", "--customers");
  if (days !== undefined) throw notOf("sync", "--days");
  if (plugins !== "stand-ins") throw notOf("sync", "--plugins");
  const { tellSyncStory } = await import("../story/sync/syncStory.js");
  return tellSyncStory({ keep: keep === true }, context);
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

/** The stories by their names; the first is the default. */
const STORIES: ReadonlyMap<string, Tell> = new Map([
  ["access", access],
  ["rotation", rotation],
  ["audit", audit],
  ["sync", sync],
]);

/** A year of daily logins; each week takes seconds. */
const MOST_DAYS = 365;

function notOf(story: string, option: string): UserError {
  return new UserError(`${option} is not for the story of ${story}`, {
    remedy: "leave it out; `npm start -- --help` explains the stories",
  });
}
