// What reading a tree reports by itself: files that can't be read, and files that hold no Kubernetes object.
import type { RuleText } from '../rule.ts';

/** Larger files are not read. The API server refuses objects beyond about 1.5 MiB. */
export const maxFileMiB = 4;
/** Deeper documents are not read. The deepest schema in a custom resource definition reaches about 60 levels. */
export const maxDepth = 200;
/** Documents that grow beyond this when their aliases are written out are not read. */
export const maxNodes = 500_000;

const shared = { layer: 'input', severity: 'error' } as const;

export const inputRules: readonly RuleText[] = [
  {
    ...shared,
    id: 'input/syntax',
    title: 'The file is YAML or JSON that can be read',
    why: 'Argo CD can’t read it either, and stops the sync of the whole application.',
    fix: 'Correct the line. Indent with spaces, close quotes and brackets.',
  },
  {
    ...shared,
    id: 'input/duplicate-key',
    title: 'No key is given twice',
    why: 'Readers differ in which of the two counts. The API server refuses it under strict validation.',
    fix: 'Remove one of the two.',
  },
  {
    ...shared,
    id: 'input/aliases',
    title: 'Aliases stay small when written out',
    why: `A few aliases of aliases become gigabytes, or no end at all. Readers refuse such files.`,
    fix: `Write the values out, or use fewer aliases. Accepted: up to ${maxNodes} values in a file.`,
  },
  {
    ...shared,
    id: 'input/too-deep',
    title: 'Documents are not nested without end',
    why: 'Readers give up on such a file, or crash.',
    fix: `Nest less. Accepted: up to ${maxDepth} levels.`,
  },
  {
    ...shared,
    id: 'input/too-large',
    title: 'Files have a readable size',
    why: 'No object of this size fits into the API server, which takes about 1.5 MiB.',
    fix: `Split the file. Accepted: up to ${maxFileMiB} MiB.`,
  },
  {
    ...shared,
    id: 'input/not-text',
    title: 'Manifests are text in UTF-8',
    why: 'Nothing that applies manifests can read it.',
    fix: 'Save it as UTF-8, or give it a name that does not end in .yaml, .yml or .json.',
  },
  {
    ...shared,
    id: 'input/unreadable',
    title: 'Files can be opened',
    why: 'It was not checked.',
    fix: 'Change its permissions, or move it out of the folder.',
  },
  {
    ...shared,
    id: 'input/link',
    title: 'No symbolic links',
    why: 'It may lead out of the folder, so it was not followed and not checked. Argo CD refuses such links too.',
    fix: 'Replace the link by the file that it leads to.',
  },
  {
    ...shared,
    id: 'input/special-file',
    title: 'No devices, pipes or sockets',
    why: 'Reading one can wait for ever, so it was not opened and not checked.',
    fix: 'Move it out of the folder.',
  },
  {
    ...shared,
    id: 'input/not-an-object',
    title: 'Every document is a Kubernetes object',
    why: 'The API server needs apiVersion, kind and metadata.name to know what it is given.',
    fix: 'Add what is missing, or move the file out of the folder.',
  },
];
