// The list of formats of a report. Adding one: a file or folder beside this one, and one line here.

import type { DiffedObject } from '../change.ts';
import type { DiffReport, ReportChange } from '../report.ts';
import type { SideName } from '../trees/tree-pair.ts';

/** What a report may read beyond the comparison itself. Everything is masked, and read only when asked for. */
export interface ReportSources {
  /** The YAML of an object as it lies in the tree; `undefined` on the side that does not have it. */
  yaml(change: ReportChange, side: SideName): string | undefined;
  /** Bytes of both sides together; 0 for what is not shown. Reads no contents. */
  yamlBytes(change: ReportChange): number;
  /** All objects of an environment. */
  objects(environment: string, side: SideName): readonly DiffedObject[];
}

/** How a report is to be written. */
export interface ReportOptions {
  /** True where the reader shows ANSI colours. */
  readonly colour: boolean;
  /** Folder of the tree below the project, for example `generated`. */
  readonly treeName: string;
}

/** Writes a report as one text that ends with a line break. */
export type ReportWriter = (report: DiffReport, sources: ReportSources, options: ReportOptions) => string;

/** One format: its name on the command line, its file names, and its writer, which is loaded when it is used. */
export interface ReportFormat {
  readonly name: string;
  /** Endings of files that are written in it, for example `.md`. */
  readonly endings: readonly string[];
  load(): Promise<ReportWriter>;
}

export const reportFormats: readonly ReportFormat[] = [
  {
    name: 'terminal',
    endings: ['.txt'],
    load: async () => (await import('./terminal.ts')).writeTerminal,
  },
  {
    name: 'markdown',
    endings: ['.md'],
    load: async () => (await import('./markdown.ts')).writeMarkdown,
  },
  { name: 'sarif', endings: ['.sarif'], load: async () => (await import('./sarif.ts')).writeSarif },
  { name: 'html', endings: ['.html'], load: async () => (await import('./html/page.ts')).writeHtml },
  { name: 'json', endings: ['.json'], load: async () => (await import('./json.ts')).writeJson },
];
