// The schema of customers.yaml: every field with its description, default and limits.
import { z } from "zod";
import type { Acknowledgement } from "../../access/record";
import { acknowledgeSchema } from "./acknowledgementSchema";
import { credentialSchema } from "./credentialSchema";
import {
  ACTIONS,
  type Action,
  BUILT_IN,
  DATE_PATTERN,
  ID_PATTERN,
  MOST_ACTIONS,
  MOST_READERS,
  OBJECT_ID_PATTERN,
  TOKEN_NAME_PATTERN,
} from "./limits";
import { repositorySchema } from "./repositorySchema";
import { syncSchema } from "./syncSchema";

/** One customer with all defaults applied. */
export interface Customer {
  readonly id: string;
  readonly displayName?: string;
  readonly contact?: string;
  /** Repositories and prefixes in the order of the file. */
  readonly repositories: readonly string[];
  readonly actions: readonly Action[];
  readonly state: "active" | "suspended" | "offboarded";
  /** The last day of access (UTC) as YYYY-MM-DD. */
  readonly accessUntil?: string;
  readonly tokenName: string;
  /** What exists under the token's name and is adopted. */
  readonly adopt?: readonly ("token" | "scopeMap" | "secret")[];
  /** Object ids of the principals that may fetch the password, in the order and case of the file. */
  readonly readers?: readonly string[];
  readonly credential: Credential;
  /** What is announced to the customer's own registry; absent where nothing is. */
  readonly sync?: Sync;
}

/** A customers file without problems. */
export interface CustomersFile {
  /** In the order of the file. */
  readonly customers: readonly Customer[];
  /** Who may lose access although more do than may at once; in the order of the file. */
  readonly acknowledge: readonly Acknowledgement[];
  /** SHA-256 of the bytes, in hexadecimal. */
  readonly sha256: string;
}

/** How long a customer's passwords live and when they are followed by new ones. */
export interface Credential {
  readonly lifetimeDays: number;
  readonly rotateBeforeDays: number;
  readonly rotation: "automatic" | "manual";
  readonly generation: number;
  readonly revokeBefore: number;
}

/** Which pushes are announced to a workflow of the customer, and with which header. */
export interface Sync {
  /** Repositories and prefixes, each granted. */
  readonly repositories: readonly string[];
  /** Is a webhook about one repository, or about all below a prefix? */
  readonly webhookScope: "repository" | "prefix";
  /** The generations of the header: the newest that was handed over, and the one that webhooks send. */
  readonly header: { readonly generation: number; readonly inUse: number };
}

/** How the editor names a reader, in the words of the rule readersAreObjectIds. */
const READER_HELP =
  "The object id of a principal in Entra: of a service principal (not its application's client id), managed identity, group or person.";

const actions = z
  .array(z.enum(ACTIONS))
  .min(1)
  .meta({
    description:
      "What the customer may do in each repository. content/read pulls images, metadata/read also lists tags and manifests. Actions that change images are refused.",
    default: BUILT_IN.actions,
    examples: [["content/read", "metadata/read"]],
    uniqueItems: true,
  });

const oneLine = z.string().min(1).max(200);

/** One entry under `customers`. */
export const customerSchema = z
  .strictObject({
    displayName: oneLine
      .meta({ description: "The customer's name for people.", examples: ["Contoso Ltd"] })
      .optional(),
    contact: oneLine
      .meta({
        description: "Whom to contact about a new password or a planned change.",
        examples: ["platform@contoso.example"],
      })
      .optional(),
    repositories: z
      .array(repositorySchema)
      .min(1)
      .meta({
        description:
          "The repositories that the customer may pull from. A repository need not exist yet; a prefix such as base/* also includes repositories that are added below it later.",
        examples: [["app/api", "base/*"]],
        maxItems: MOST_ACTIONS,
        uniqueItems: true,
      }),
    allowAllRepositories: z
      .boolean()
      .meta({
        description:
          'Must be true for "*" in repositories, so that nobody gets every repository, including future ones, by mistake.',
        default: false,
      })
      .optional(),
    actions: actions.optional(),
    state: z
      .enum(["active", "suspended", "offboarded"])
      .meta({
        description:
          "active: passwords work. suspended: no password works and none is rotated, until the customer is active again. offboarded: as suspended, and the entry may be removed with the next change.",
        default: BUILT_IN.state,
      })
      .optional(),
    accessUntil: z
      .string()
      .meta({
        description:
          "The last day of access (UTC), as YYYY-MM-DD. No password gets an expiry after it.",
        examples: ["2027-06-30"],
        pattern: DATE_PATTERN.source,
        patternErrorMessage: "A date as YYYY-MM-DD.",
      })
      .optional(),
    tokenName: z
      .string()
      .meta({
        description:
          "The token's name in the registry, which is also the user name for docker login. Set it only to adopt an existing token; for a new one Azure accepts at most 49 letters and digits, with single hyphens between them. Changing it creates another token: every password that was handed out ends with that run. Default: <id>-pull.",
        examples: ["contoso-pull"],
        pattern: TOKEN_NAME_PATTERN.source,
        patternErrorMessage: "5 to 50 letters, digits and hyphens, a letter first.",
      })
      .optional(),
    adopt: z
      .array(z.enum(["token", "scopeMap", "secret"]))
      .meta({
        description:
          "What exists in the registry under tokenName and is adopted: token; also scopeMap if a scope map with the token's name exists, and secret if another stack declares the token, with any vault. Working passwords keep working; a new one goes into the free slot. After the first run the line has no effect and may be removed.",
        examples: [["token"]],
      })
      .optional(),
    readers: z
      .array(
        z.string().meta({
          description: READER_HELP,
          pattern: OBJECT_ID_PATTERN.source,
          patternErrorMessage: READER_HELP,
        }),
      )
      .meta({
        description:
          "Who may fetch this customer's password from Key Vault: object ids of principals in Entra, such as the identity of the customer's deployment. Each gets the role Key Vault Secrets User on this customer's secret only; an offboarded customer's readers lose it. Changing the list creates no new password.",
        examples: [["8f0c6a5e-3d4b-4f7a-9b1e-2c5d7e9f1a3b"]],
        maxItems: MOST_READERS,
        uniqueItems: true,
      })
      .optional(),
    credential: credentialSchema.optional(),
    sync: syncSchema.optional(),
  })
  .meta({ description: "One customer: what they may pull, and how their passwords are renewed." });

/** The `defaults` section: what every customer has unless they say otherwise. */
export const defaultsSchema = z
  .strictObject({ actions: actions.optional(), credential: credentialSchema.optional() })
  .meta({ description: "What every customer has unless their own entry says otherwise." });

/** The whole file. */
export const fileSchema = z
  .strictObject({
    defaults: defaultsSchema.optional(),
    acknowledge: acknowledgeSchema.optional(),
    customers: z
      .record(
        z.string().min(2).max(40).meta({
          pattern: ID_PATTERN.source,
          patternErrorMessage:
            "An id: lower-case letters, digits and single hyphens, a letter first.",
        }),
        customerSchema,
      )
      .meta({
        description:
          "The customers by id. The id is identity: renaming one takes the access away and gives the new id other passwords.",
        minProperties: 1,
      }),
  })
  .meta({
    title: "customers.yaml",
    description: "Who may pull which repositories of the container registry.",
  });

/** A customer as the file has it, before defaults. */
export type CustomerEntry = z.output<typeof customerSchema>;

/** The `defaults` section as the file has it. */
export type Defaults = z.output<typeof defaultsSchema>;
