import { parseSync, Visitor, type Expression, type StringLiteral } from 'oxc-parser';

/** What a module refers to outside of itself. */
export interface References {
  imports: { specifier: string; typeOnly: boolean }[];
  /** Whether it says `new Date()` or `Date()`; the linter knows the other ways to the clock. */
  readsTheClock: boolean;
}

/** Finds every import of a module: static, dynamic, of a type, and in `export ... from`. */
export function referencesOf(path: string, source: string): References {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found: References = { imports: [], readsTheClock: false };
  const add = ({ value }: StringLiteral, typeOnly: boolean) =>
    found.imports.push({ specifier: value, typeOnly });
  const lookAtCall = (call: { callee: Expression; arguments: readonly unknown[] }) => {
    if (call.callee.type === 'Identifier' && call.callee.name === 'Date' && call.arguments.length === 0) {
      found.readsTheClock = true;
    }
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === 'type'),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ExportNamedDeclaration: (node) => node.source && add(node.source, node.exportKind === 'type'),
    TSImportType: (node) => add(node.source, true),
    ImportExpression: ({ source: target }) => {
      if (target.type === 'Literal' && typeof target.value === 'string') {
        found.imports.push({ specifier: target.value, typeOnly: false });
      }
    },
    NewExpression: lookAtCall,
    CallExpression: lookAtCall,
  }).visit(program);
  return found;
}
