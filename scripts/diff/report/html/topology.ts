// The applications of an environment in the order in which Argo CD syncs them, with what changes in each.
import { isMapping } from '../../compare/canonical.ts';
import { compareText, rankOf } from '../../groups.ts';
import type { ApplicationSummary, DiffReport, EnvironmentSummary } from '../../report.ts';
import { environmentOfPath } from '../../trees/tree-pair.ts';
import type { ReportSources } from '../formats.ts';
import { plural, showCounts } from '../text.ts';
import { filterLink, levelBadge } from './labels.ts';
import { html, type Markup } from './markup.ts';
import { total } from './overview.ts';

/** Environments that are drawn: each costs the reading of all its manifests. The worst come first. */
export const maxDrawnEnvironments = 12;

/** One application of the drawing. */
interface Node {
  readonly name: string;
  /** Absent for folders that no Application of this environment points to. */
  readonly wave?: number;
  /** Folder below the environment; absent for applications from a chart or another repository. */
  readonly folder?: string;
  readonly summary?: ApplicationSummary;
}

/** One drawing for each environment that changes. */
export function topologies(report: DiffReport, sources: ReportSources): Markup | undefined {
  const environments = report.environments
    .filter(({ name }) => name !== '')
    .toSorted((a, b) => rankOf(b.level) - rankOf(a.level));
  if (environments.length === 0) return undefined;
  const drawn = environments.slice(0, maxDrawnEnvironments);
  const rest = environments.length - drawn.length;
  return html`<section aria-labelledby="topology">
<h2 id="topology">Sync order</h2>
<p class="hint">Argo CD goes from the lowest wave to the highest. What changes has a coloured edge.</p>
${drawn.map((environment) => drawing(environment, nodesOf(report, environment, sources)))}
${rest > 0 && html`<p class="left-out">${plural(rest, 'more environment')} not drawn.</p>`}
</section>`;
}

function nodesOf(report: DiffReport, environment: EnvironmentSummary, sources: ReportSources): Node[] {
  const { name, applications } = environment;
  const objects = sources.objects(name, environment.type === 'deleted' ? 'from' : 'to');
  const changed = new Map(applications.map((summary) => [summary.name, summary]));
  const own = objects.flatMap(({ manifest, file }): Node[] => {
    if (manifest.kind !== 'Application' || !manifest.apiVersion.startsWith('argoproj.io/')) return [];
    const { spec } = manifest;
    const source = isMapping(spec) && isMapping(spec.source) ? spec.source : {};
    const parts = typeof source.path === 'string' ? source.path.split('/') : [];
    const folder = parts.at(-2) === environmentOfPath(file) ? parts.at(-1) : undefined;
    const wave = Number(manifest.metadata.annotations?.['argocd.argoproj.io/sync-wave'] ?? 0);
    return [
      {
        name: manifest.metadata.name,
        wave: Number.isFinite(wave) ? wave : 0,
        folder,
        summary:
          folder === undefined
            ? applicationObject(report, name, manifest.metadata.name)
            : changed.get(folder),
      },
    ];
  });
  const covered = new Set(own.map(({ folder }) => folder));
  const folders = new Set([...objects.map(({ application }) => application), ...changed.keys()]);
  const others = [...folders]
    .filter((folder) => !covered.has(folder))
    .map((folder): Node => ({ name: folder, folder, summary: changed.get(folder) }));
  return [...own, ...others].sort((a, b) => compareText(a.name, b.name));
}

/** An application from a chart has no folder: it changes when its own Application does. */
function applicationObject(
  report: DiffReport,
  environment: string,
  name: string,
): ApplicationSummary | undefined {
  const group = report.groups.find(
    (one) =>
      one.kind === 'Application' &&
      one.changes.some((change) => change.environment === environment && change.name === name),
  );
  if (!group) return undefined;
  const counts = { created: 0, deleted: 0, changed: 0, moved: 0, replaced: 0, [group.type]: 1 };
  return { name: group.application, counts, level: group.level };
}

function drawing({ name, level }: EnvironmentSummary, nodes: readonly Node[]): Markup {
  const waves = [...Map.groupBy(nodes, ({ wave }) => wave)].sort(
    ([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY),
  );
  return html`<details class="topology"><summary>${name} ${levelBadge(level)}</summary>
<ol class="waves">${waves.map(
    ([
      wave,
      own,
    ]) => html`<li class="wave${wave === undefined && ' outside'}"><p>${wave === undefined ? 'not synced from here' : `wave ${wave}`}</p>
<ul>${own.map((node) => card(name, node))}</ul></li>
`,
  )}</ol>
</details>`;
}

function card(environment: string, { name, summary }: Node): Markup {
  if (!summary) return html`<li class="card">${name}</li>`;
  const { counts, level } = summary;
  const link = filterLink({ environment, application: summary.name }, name);
  return html`<li class="card changes ${level ?? 'none'}">${link} <span class="count" title="${showCounts(counts)}">${plural(total(counts), 'object')}</span> ${levelBadge(level)}</li>`;
}
