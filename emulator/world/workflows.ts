// Workflows and their runs, as plain data; the part of the world that is about Logic Apps.
import type { JsonObject } from "../http/request";

/** A workflow of Logic Apps. */
export interface Workflow {
  /** 32 hexadecimal digits, by which its own URLs name it. */
  readonly id: string;
  readonly name: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly createdTime: string;
  tags: Readonly<Record<string, string>>;
  changedTime: string;
  /** 20 digits; each change makes another one. */
  version: string;
  state: "Enabled" | "Disabled";
  definition: JsonObject;
  parameters: Readonly<Record<string, WorkflowParameter>>;
  /** The service principal of its system-assigned identity. */
  identity?: { readonly objectId: string; readonly clientId: string };
  /** As the client wrote it. */
  accessControl?: JsonObject;
  /** They sign its URLs. */
  keys: Readonly<Record<KeyType, string>>;
}

/** Documented: https://learn.microsoft.com/rest/api/logic/workflows/regenerate-access-key */
export type KeyType = "Primary" | "Secondary";

/** A value for a parameter of the definition. */
export interface WorkflowParameter {
  readonly type?: string;
  readonly value: unknown;
}

/** How an action, a trigger or a run ended, or that it has not. */
export type WorkflowStatus =
  | "Running"
  | "Waiting"
  | "Succeeded"
  | "Failed"
  | "Skipped"
  | "TimedOut"
  | "Cancelled";

/** A code and a message. */
export interface WorkflowError {
  readonly code: string;
  readonly message: string;
}

/** Status and times of a trigger, an action or a run. */
export interface Ended {
  status: WorkflowStatus;
  startTime: string;
  endTime?: string;
  code?: string;
  error?: WorkflowError;
}

/** What went in or came out, and whether history hides it. */
export interface Content {
  readonly value: unknown;
  readonly isHidden: boolean;
}

/** A run of a workflow with its history. */
export interface WorkflowRun extends Ended {
  readonly name: string;
  readonly version: string;
  readonly clientTrackingId: string;
  readonly trigger: TriggerRecord;
  /** In the order in which they began; each repetition is one of its own. */
  readonly actions: ActionRecord[];
  /** Ends it before its time. */
  readonly cancel: () => void;
}

/** A trigger that fired, or did not. */
export interface TriggerRecord extends Ended {
  readonly historyName: string;
  readonly name: string;
  readonly hasFired: boolean;
  readonly outputs: Content;
}

/** One execution of an action. */
export interface ActionRecord extends Ended {
  readonly name: string;
  readonly type: string;
  readonly trackingId: string;
  /** Which iterations of the loops around it, outermost first. */
  readonly repetition: readonly RepetitionIndex[];
  inputs?: Content;
  outputs?: Content;
  /** How often a loop went round. */
  iterationCount?: number;
  readonly attempts: Attempt[];
  readonly traces: unknown[];
}

/** An iteration of a loop. */
export interface RepetitionIndex {
  readonly scopeName: string;
  readonly itemIndex: number;
}

/** A request of an action, and its answer. */
export interface Attempt {
  readonly name: string;
  readonly startTime: string;
  readonly endTime: string;
  readonly request: { readonly method: string; readonly uri: string; readonly headers: object };
  readonly response?: { readonly statusCode: number; readonly headers: object };
  readonly code: string;
  /** Whether another one followed because this one failed. */
  readonly isRetried: boolean;
}

/** The executions of each workflow, and what its triggers did, by the workflow's id. */
export interface WorkflowHistory {
  /** Oldest first. */
  readonly runs: WorkflowRun[];
  readonly triggers: TriggerRecord[];
  /** Runs that wait for their turn; each begins when it is called. */
  readonly waiting: (() => void)[];
}
