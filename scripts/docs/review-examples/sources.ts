// A copy of the sources that manifests are generated from, which an example may edit as somebody would in a pull request.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Product } from '../../generate/product.ts';
import type { render } from '../../generate/serialize.ts';

const projectRoot = fileURLToPath(new URL('../../../', import.meta.url));

/** All that generating reads. */
const sourceFolders = ['envs', 'crossplane', 'charts', 'argocd', 'dags', 'scripts/generate'];
const sourceFiles = ['versions.ts', 'package.json'];

/** The sources in a folder of their own. They import the packages of this project. */
export class EditableSources {
  /** Absolute path of the copy. */
  readonly root: string;
  private readonly edited = new Set<string>();

  constructor(root: string) {
    this.root = root;
    for (const path of [...sourceFolders, ...sourceFiles]) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      cpSync(join(projectRoot, path), join(root, path), { recursive: true });
    }
    symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
  }

  /** Project-relative paths of the files that were edited or made. */
  get editedFiles(): readonly string[] {
    return [...this.edited];
  }

  read(file: string): string {
    return readFileSync(join(this.root, file), 'utf8');
  }

  /** Replaces a text that the file has exactly once. Throws when it has it never or more often. */
  replace(file: string, from: string, to: string): void {
    const text = this.read(file);
    const count = text.split(from).length - 1;
    if (count !== 1) {
      const here = relative(projectRoot, fileURLToPath(import.meta.url));
      throw new Error(
        `${file} has the text ${JSON.stringify(from)} ${count === 0 ? 'no longer' : `${count} times`}. ` +
          `Correct the edit of the example beside ${here}.`,
      );
    }
    this.write(
      file,
      text.replace(from, () => to),
    );
  }

  /** Writes a whole file, for example a new one. */
  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.root, file)), { recursive: true });
    writeFileSync(join(this.root, file), text);
    this.edited.add(file);
  }

  /**
   * Generates the named environments, or all. Returns the files of each by their paths in the tree.
   * Throws a `FindingsError` for sources that can't be generated.
   */
  async generate(only?: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, Uint8Array>>> {
    const load = (path: string) => import(pathToFileURL(join(this.root, 'scripts/generate', path)).href);
    const { loadProduct }: { loadProduct(): Product } = await load('this-project.ts');
    const { render: renderFile }: { render: typeof render } = await load('serialize.ts');
    const product = loadProduct();
    const names = product.environments.filter((name) => !only || only.includes(name));
    return new Map(
      names.map((name) => [
        name,
        new Map(product.plan(name).map((file) => [file.path, renderFile(file).bytes])),
      ]),
    );
  }
}
