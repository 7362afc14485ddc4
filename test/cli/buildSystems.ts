// How GitHub Actions and Azure Pipelines find commands in a line that a step prints; after their own sources.

/** A command that the build system would carry out. */
export interface BuildCommand {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/**
 * What GitHub's runner finds: `::name …::` at the start of the line, or else `##[name …]` anywhere in it.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs (TryParseV2, then TryParse)
 */
export function gitHubCommand(line: string): BuildCommand | undefined {
  const trimmed = line.trimStart();
  const end = trimmed.indexOf("::", 2);
  if (trimmed.startsWith("::") && end > 0) {
    const back = { "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%" };
    const { "%3A": _, "%2C": __, ...ofData } = back;
    const command = named(trimmed.slice(2, end), ",", back);
    return { ...command, data: unescaped(trimmed.slice(end + 2), ofData) };
  }
  return bracketed(line, "##[", { "%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%25": "%" });
}

/**
 * What the agent of Azure Pipelines finds: `##vso[name …]` anywhere in the line.
 *
 * https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs
 */
export function azureCommand(line: string): BuildCommand | undefined {
  const back = { "%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]", "%AZP25": "%" };
  return bracketed(line, "##vso[", back);
}

type Escapes = Readonly<Record<string, string>>;

function bracketed(line: string, prefix: string, back: Escapes): BuildCommand | undefined {
  const start = line.indexOf(prefix);
  const end = line.indexOf("]", start);
  if (start < 0 || end < 0) return undefined;
  const command = named(line.slice(start + prefix.length, end), ";", back);
  return { ...command, data: unescaped(line.slice(end + 1), back) };
}

function named(info: string, separator: string, back: Escapes): Omit<BuildCommand, "data"> {
  const [name = "", ...rest] = info.split(" ");
  const pairs = rest
    .join(" ")
    .split(separator)
    .flatMap((pair): [string, string][] => {
      const [key = "", ...value] = pair.split("=");
      return value.length === 0 ? [] : [[key, unescaped(value.join("="), back)]];
    });
  return { name, properties: Object.fromEntries(pairs) };
}

/** Both systems replace one escape after the other, that of the percent sign last. */
function unescaped(text: string, back: Escapes): string {
  return Object.entries(back).reduce((result, [from, to]) => result.replaceAll(from, to), text);
}
