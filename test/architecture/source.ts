// Reads a TypeScript file for what the rules of the architecture are about: its imports and its uses of the process.
import ts from "typescript";

/** One file, as the rules see it. */
export interface Source {
  /** Its name from the project's folder, with slashes. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** What it takes from the process or the machine, such as `process.env` or `Date.now()`. */
  readonly uses: readonly Use[];
}

/** What an import, export ... from, import() or require() names; undefined when that is not a plain string. */
export interface Import {
  readonly specifier: string | undefined;
  readonly line: number;
}

/** One use of something that only listed files may use. */
export interface Use {
  readonly what: string;
  readonly line: number;
}

/** Parses one file. */
export function readSource(file: string, text: string): Source {
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    const line = parsed.getLineAndCharacterOfPosition(node.getStart(parsed)).line + 1;
    const imported = importedBy(node);
    if (imported !== undefined) imports.push({ specifier: stringOf(imported), line });
    for (const what of usedBy(node)) uses.push({ what, line });
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return { file, text, imports, uses };
}

function importedBy(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (ts.isImportTypeNode(node))
    return ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument;
  if (ts.isCallExpression(node) && isLoader(node.expression)) return node.arguments[0];
  return undefined;
}

/** Is this `import`, `require` or `require.resolve`? */
function isLoader(callee: ts.Expression): boolean {
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword ||
    ["require", "require.resolve"].includes(callee.getText())
  );
}

function stringOf(node: ts.Node): string | undefined {
  return ts.isStringLiteralLike(node) ? node.text : undefined;
}

const CALLS = ["Date.now", "Math.random", "process.exit"];

function usedBy(node: ts.Node): string[] {
  if (ts.isExportDeclaration(node)) return ["a name exported again"];
  if (ts.isPropertyAccessExpression(node) && node.getText() === "process.env") {
    return ["process.env"];
  }
  if (ts.isCallExpression(node)) {
    const callee = node.expression.getText();
    return CALLS.includes(callee) ? [`${callee}()`] : [];
  }
  if (ts.isNewExpression(node)) return usedByNew(node);
  // const { env } = process;
  if (ts.isVariableDeclaration(node) && node.initializer?.getText() === "process") {
    return ts.isObjectBindingPattern(node.name)
      ? node.name.elements
          .map(takenFromProcess)
          .filter((what) => what === "process.env" || what === "process.exit()")
      : ["process as a value"];
  }
  return [];
}

function takenFromProcess(element: ts.BindingElement): string {
  const name = (element.propertyName ?? element.name).getText();
  return name === "exit" ? "process.exit()" : `process.${name}`;
}

function usedByNew(node: ts.NewExpression): string[] {
  const made = node.expression.getText();
  if (made === "Date") return (node.arguments ?? []).length === 0 ? ["new Date()"] : [];
  return made === "pulumi.Config" || made === "Config" ? ["pulumi.Config"] : [];
}
