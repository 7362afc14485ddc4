// The page for a customer: what they are given, how to log in, and what rotation asks of them.
import { type Block, type Inline, type Line, line, type Page } from "./document";
import { externalSecretManifests } from "./externalSecret";
import type { Handover } from "./handover";
import { passwordDates } from "./passwordDates";
import { SHARED_WORDS } from "./sharedWords";
import {
  curlLines,
  fetchLines,
  loginLines,
  pullSecretLine,
  SERVICE_ACCOUNT_LINE,
  TYPE_LINE,
} from "./shellLines";

/** @param password stands on the page, where it is given. @default - the page holds none */
export function handoverPage(handover: Handover, password?: string): Page {
  return [
    title(handover),
    paragraph(`Made on ${handover.today}. All days are UTC.`),
    facts(handover),
    paragraph(...rights(handover)),
    ...passwordSection(handover, password),
    heading("When the password changes"),
    { kind: "list", items: passwordDates(handover) },
    heading("Log in with Docker"),
    shell(loginLines(handover)),
    paragraph(SHARED_WORDS.passwordStdin, SHARED_WORDS.otherTools),
    heading("Without Docker: an access token and a manifest with curl"),
    shell(curlLines(handover)),
    paragraph(SHARED_WORDS.curlConfig, SHARED_WORDS.accessToken),
    heading("Kubernetes: a pull secret"),
    paragraph(NAMESPACE, SHARED_WORDS.processes),
    shell(pullSecretLine(handover)),
    paragraph(SHARED_WORDS.pods),
    shell(SERVICE_ACCOUNT_LINE),
    paragraph(SHARED_WORDS.running),
    ...externalSecrets(handover),
    heading("When something is refused"),
    paragraph(
      "The registry answers 401 in many cases: a password that has ended, a user name in another case, a repository that is not among yours.",
      "Take the latest password and compare the names above first.",
      SHARED_WORDS.whenYouAsk,
    ),
  ];
}

const NAMESPACE = "`shop` stands for your namespace.";

function title({ displayName, customerId, loginServer }: Handover): Block {
  const name = displayName ?? customerId;
  return { kind: "title", line: [`Container images from ${loginServer} for `, { name }] };
}

function facts(handover: Handover): Block {
  const { loginServer, username, repositories, secretName, vaultName, accessUntil } = handover;
  return {
    kind: "facts",
    rows: [
      ["registry", [{ code: loginServer }]],
      ["user name", [{ code: username }, " (upper and lower case count)"]],
      ["repositories", separated(repositories.map(repositoryLine))],
      ["password", line(`the secret \`${secretName}\` in the Key Vault \`${vaultName}\``)],
      ...(accessUntil === null ? [] : [["access until", [accessUntil]] as const]),
    ],
  };
}

function repositoryLine(pattern: string): Line {
  if (pattern === "*") return ["all repositories, also those that are added later"];
  if (!pattern.endsWith("/*")) return [{ code: pattern }];
  return ["all below ", { code: pattern.slice(0, -1) }, ", also those that are added later"];
}

function separated(lines: readonly Line[]): Inline[] {
  return lines.flatMap((each, index) => (index === 0 ? each : ["; ", ...each]));
}

function rights({ repositories, mayListTags }: Handover): string[] {
  return [
    repositories.includes("*")
      ? "With it you can pull every repository. You cannot push."
      : SHARED_WORDS.nothingElse,
    mayListTags ? "You can also list the tags of what you may pull." : "",
  ];
}

function passwordSection(handover: Handover, password: string | undefined): Block[] {
  const { hasReaders } = handover;
  const onPage: Block[] =
    password === undefined
      ? []
      : [
          { kind: "code", language: "text", text: password },
          paragraph("This page holds the password: keep it as you keep the password itself."),
        ];
  if (hasReaders) {
    return [
      heading("The password"),
      ...onPage,
      paragraph("Your identity reads it from the vault, which is in the vendor's tenant:"),
      shell(fetchLines(handover)),
      paragraph(SHARED_WORDS.latest),
    ];
  }
  const sent = password === undefined ? "Your vendor sends it to you." : "";
  return [
    heading("The password"),
    ...onPage,
    paragraph(sent, SHARED_WORDS.typed),
    shell(TYPE_LINE),
    paragraph(
      "To fetch it yourself, tell your vendor which identity may read it: the vault is in the vendor's tenant of Entra.",
    ),
  ];
}

/** Only an identity that may read the secret has a use for them. */
function externalSecrets(handover: Handover): Block[] {
  if (!handover.hasReaders) return [];
  return [
    heading("Kubernetes: External Secrets"),
    paragraph(
      "The External Secrets Operator fetches the password by itself, so that rotation asks nothing of you.",
      "The service account is trusted by your identity that reads the secret.",
      NAMESPACE,
    ),
    { kind: "code", language: "yaml", text: externalSecretManifests(handover) },
    paragraph(SHARED_WORDS.byName),
  ];
}

function heading(words: string): Block {
  return { kind: "heading", line: line(words) };
}

function paragraph(...sentences: readonly string[]): Block {
  return { kind: "paragraph", line: line(sentences.filter((each) => each !== "").join(" ")) };
}

function shell(text: string): Block {
  return { kind: "code", language: "sh", text };
}
