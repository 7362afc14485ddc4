// The settings of a stack, read one by one: what is wrong with them is gathered, and none of their values is shown if it is a secret.

const PROJECT = "customer-sync";

/** Reads `customer-sync:*`; every method notes what is wrong and goes on. */
export class Settings {
  /** What is wrong, each with what corrects it. */
  readonly problems: string[] = [];
  /** The settings that something is wrong with. */
  readonly wrong = new Set<string>();
  readonly #values: Readonly<Record<string, string>>;
  readonly #isEncrypted: (key: string) => boolean;
  readonly #asked = new Set<string>();

  /**
   * @param values all of the stack's configuration, with full keys; secrets in clear
   * @param isEncrypted whether the value of a full key is a secret in the stack's file
   */
  constructor(values: Readonly<Record<string, string>>, isEncrypted: (key: string) => boolean) {
    this.#values = values;
    this.#isEncrypted = isEncrypted;
  }

  /** The setting; undefined when it is not set. */
  get(name: string): string | undefined {
    this.#asked.add(name);
    return this.#values[`${PROJECT}:${name}`];
  }

  /** The setting, which must be there; an empty text when it is not. */
  need(name: string, example: string): string {
    const value = this.get(name);
    if (value) return value;
    this.refuse(name, `missing: pulumi config set ${PROJECT}:${name} ${example}`);
    return "";
  }

  /** A secret; undefined when it is not set. One that is not encrypted is noted, since its file is kept and shared. */
  secret(name: string): string | undefined {
    const value = this.get(name);
    if (value && !this.#isEncrypted(`${PROJECT}:${name}`)) {
      // Its form may be right, so it is not among the wrong ones.
      this.problems.push(
        `${PROJECT}:${name} is not encrypted, so whoever reads the stack's file or its history has it; let the vendor replace it, and put the new one in with \`${setSecret(name)}\`, which asks for it`,
      );
    }
    return value;
  }

  /** A secret, which must be there; an empty text when it is not. */
  needSecret(name: string): string {
    const value = this.secret(name);
    if (value) return value;
    this.refuse(name, `missing: ${setSecret(name)}`);
    return "";
  }

  /**
   * A list of texts, which must be there.
   *
   * @param word what may be set in place of a list. @default - nothing
   */
  needList(name: string, example: string, word?: string): string[] {
    const value = this.get(name);
    const read = parsed(value ?? "");
    if (Array.isArray(read) && read.every((each) => typeof each === "string")) return read;
    const what = value === undefined ? "missing" : "no list";
    const set = `pulumi config set --path '${PROJECT}:${name}[0]' ${example}`;
    const either =
      word === undefined ? "" : `pulumi config set ${PROJECT}:${name} ${word}; or, for a list, `;
    this.refuse(name, `${what}: ${either}${set}`);
    return [];
  }

  /** A number. */
  number(name: string, example: string): number | undefined {
    const value = this.get(name);
    const read = parsed(value ?? "");
    if (value === undefined || typeof read === "number") return read as number | undefined;
    this.#refuseForm(name, value, "no number", example);
    return undefined;
  }

  /** `true` or `false`. */
  boolean(name: string): boolean | undefined {
    const value = this.oneOf(name, ["true", "false"]);
    return value === undefined ? undefined : value === "true";
  }

  /** One of a few words. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.get(name);
    const found = words.find((word) => word === value);
    if (value !== undefined && found === undefined) {
      this.#refuseForm(name, value, `none of ${words.join(", ")}`, `<${words.join(" or ")}>`);
    }
    return found;
  }

  /** Notes what is wrong with a setting. */
  refuse(name: string, text: string): void {
    this.wrong.add(name);
    this.problems.push(text);
  }

  /** Notes the settings that nobody asked for: a misspelled one would leave its default in force. */
  refuseUnknown(): void {
    for (const key of Object.keys(this.#values)) {
      const [project, name = ""] = key.split(":");
      if (project === PROJECT && !this.#asked.has(name)) {
        this.refuse(name, `${key} is not known; remove it with \`pulumi config rm ${key}\``);
      }
    }
  }

  #refuseForm(name: string, value: string, what: string, example: string): void {
    const key = `${PROJECT}:${name}`;
    this.refuse(
      name,
      `${key} is '${value}', which is ${what}: pulumi config set ${key} ${example}`,
    );
  }
}

/** Asks for the value: one that is an argument stays in the shell's history. */
function setSecret(name: string): string {
  return `pulumi config set --secret ${PROJECT}:${name}`;
}

function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
