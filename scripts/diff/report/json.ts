// The report as JSON, for programs. Its shape is `DiffReport`, described in docs/diff.schema.json.
import type { ReportWriter } from './formats.ts';

/** The whole report, pretty-printed: it is read by people who write such programs, too. */
export const writeJson: ReportWriter = (report) => `${JSON.stringify(report, undefined, 2)}\n`;
