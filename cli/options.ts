// Options that several commands take in the same words.
import type { Option } from "./command";

/** The folder of the stack's project. */
export const FOLDER: Option = {
  flags: "--folder <folder>",
  description: "the folder with Pulumi.yaml",
  default: ".",
};

/** The folder of the stack's settings, for commands that read no state. */
export const SETTINGS_FOLDER: Option = {
  flags: "--folder <folder>",
  description: "the folder with Pulumi.<stack>.yaml",
  default: ".",
};

export const STACK: Option = {
  flags: "--stack <name>",
  description: "the stack; by default the one that is selected",
};

/** The customers file of a stack. */
export const CUSTOMERS: Option = {
  flags: "--customers <file>",
  description: "the file; by default the one of the stack",
};
