// Imports go one way: envs <- crossplane <- charts <- argocd <- scripts, and everything may be tested.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { importsOf, type SourceFile, sourceFiles } from './source-files.ts';

const layers = ['versions.ts', 'envs', 'crossplane', 'charts', 'argocd', 'scripts', 'test'];
const layerOf = (path: string) => layers.indexOf(path.split('/')[0] ?? '');

/** Every import of a layer above the own one, or of something outside of the layers. */
function wrongImports(files: readonly SourceFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((imported) => layerOf(imported) > layerOf(file.path) || layerOf(imported) < 0)
      .map((imported) => `${file.path} imports ${imported}`),
  );
}

test('no file imports from a layer above its own', () => {
  assert.equal(wrongImports(sourceFiles), []);
});

test('the check sees every form of import', () => {
  const file = (line: string): SourceFile => ({ path: 'charts/kit/x.ts', text: line });
  for (const line of [
    "import { a } from '../../argocd/a.ts';",
    "import type { a } from '../../argocd/a.ts';",
    "export * from '../../argocd/a.ts';",
    "import '../../argocd/a.ts';",
    "await import('../../argocd/a.ts');",
    "import {\n  a,\n} from '../../argocd/a.ts';",
  ]) {
    assert.equal(wrongImports([file(line)]), ['charts/kit/x.ts imports argocd/a.ts'], line);
  }
  const outside = '../../../outside.ts';
  assert.equal(wrongImports([file(`import '${outside}';`)]), ['charts/kit/x.ts imports ../outside.ts']);
  assert.equal(wrongImports([file("import '../../crossplane/a.ts';")]), []);
});

/** Whatever makes a result depend on anything but its input. */
const impure = [
  /\bDate\.now\(|\bnew Date\(\)|\bperformance\./,
  /\bMath\.random\(|\brandomUUID\b|\brandomBytes\b/,
  /\bprocess\.(env|cwd|argv|platform)\b/,
  /from 'node:(child_process|http|https|net|os|worker_threads)'/,
  /\bfetch\(/,
  /\.localeCompare\(|\btoLocale\w*\(\)|\bIntl\./,
];
const pureLayers = ['envs', 'crossplane', 'charts', 'argocd'];

test('what is generated depends on its input alone', () => {
  const found = sourceFiles
    .filter(({ path }) => pureLayers.includes(path.split('/')[0] ?? ''))
    .flatMap(({ path, text }) =>
      impure.flatMap((pattern) => (pattern.exec(text)?.[0] ? [`${path}: ${pattern.exec(text)?.[0]}`] : [])),
    );
  assert.equal(found, []);
});

test('no generator asks for an environment by its name', () => {
  const found = sourceFiles
    .filter(({ path }) => pureLayers.includes(path.split('/')[0] ?? ''))
    .filter(({ text }) => /\bname\s*[!=]==?\s*'(dev|staging|prod)'/.test(text))
    .map(({ path }) => path);
  assert.equal(found, []);
});

test.run();
