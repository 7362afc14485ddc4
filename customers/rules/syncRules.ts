// Rules about what is announced to a customer's own registry.
import { covers } from "../../access/pattern";
import { quote } from "../problem";
import { type CustomerRule, repeated } from "./customerRules";
import { repositoryComplaint } from "./repositoryRules";

/** What is synced is a repository or a prefix that the customer is granted. */
export const syncedRepositoriesAreGranted: CustomerRule = ({ repositories, entry }, report) => {
  const synced = entry.sync?.repositories ?? [];
  const isGranted = (text: string) =>
    // What is wrong there may be what grants it.
    repositories?.some((granted) => granted === undefined || covers(granted, text)) ?? true;
  synced.forEach((text, index) => {
    if (text === undefined) return;
    const path = ["sync", "repositories", index];
    const complaint = repositoryComplaint(text);
    if (complaint !== undefined) report(path, complaint);
    else if (!isGranted(text)) {
      report(
        path,
        `${quote(text)} is not granted to the customer; add it to the customer's repositories, or remove it here`,
      );
    }
  });
};

/** A synced repository is listed once. */
export const syncedRepositoriesAreListedOnce: CustomerRule = ({ entry }, report) => {
  for (const [index, text] of repeated(entry.sync?.repositories)) {
    report(["sync", "repositories", index], `${quote(text)} is listed twice; remove one`);
  }
};

/** A customer who syncs may list tags, with which missed pushes are found. */
export const syncedTagsCanBeListed: CustomerRule = ({ sync, actions }, report) => {
  if (sync === undefined || !actions) return;
  if (actions.includes("metadata/read") || actions.includes(undefined)) return;
  report(
    ["sync"],
    "finds missed pushes by listing tags, which the customer may not; add actions: [content/read, metadata/read]",
  );
};

/** The header in use is of the generation or of the one before it, which are the two that a workflow accepts. */
export const headerInUseIsAccepted: CustomerRule = ({ sync }, report) => {
  const { generation, inUse } = sync?.header ?? {};
  if (generation === undefined || inUse === undefined) return;
  const path = ["sync", "header", "inUse"];
  if (inUse > generation) {
    report(
      path,
      `${inUse} is more than generation, ${generation}, and a header is handed over before it is used; raise generation to ${inUse} first, and inUse in a later change`,
    );
  } else if (inUse < generation - 1) {
    report(
      path,
      `${inUse} is more than one behind generation, ${generation}, and a workflow accepts only the newest two; use ${generation - 1} or ${generation}`,
    );
  }
};

/** Every rule about `sync`. */
export const SYNC_RULES = [
  syncedRepositoriesAreGranted,
  syncedRepositoriesAreListedOnce,
  syncedTagsCanBeListed,
  headerInUseIsAccepted,
] as const;
