// Turns one environment into the list of files that describe it. Pure: same environment, same list.
import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { objectLabels } from '../../charts/kit/labels.ts';
import { originOf } from '../../charts/kit/manifest.ts';
import type { Workload } from '../../charts/kit/workload.ts';
import type { Manifest } from '../../crossplane/manifest.ts';
import { type Finding, FindingsError } from '../../envs/finding.ts';
import { isManifest, jsonProblems } from './json.ts';
import { manifestPath, nameProblem } from './paths.ts';
import { PlainObjects } from './plain-objects.ts';
import type { PlannedFile } from './planned-file.ts';
import { findClashes } from './uniqueness.ts';

/** Folder of what Crossplane will make; no workload may have this name. */
export const previewFolder = 'preview';

/** The cloud APIs, as far as planning needs them. */
export interface CloudApis {
  /** True when the manifest is a composite resource of one of them. */
  isComposite(manifest: Manifest): boolean;
  /** Everything that the API of a composite resource has against it. */
  findings(composite: Manifest, origin: string): Finding[];
  /** The managed resources that Crossplane will make of a composite resource. */
  preview(composite: Manifest): Manifest[];
}

/** What names a folder of the tree. */
interface Named {
  readonly name: string;
}

/** What one environment, or the hub, is planned from. */
export interface PlanInput<E extends Named> {
  environment: E;
  workloads: readonly Workload<E>[];
  cloudApis: CloudApis;
}

/**
 * The files of one environment, sorted by path.
 * Throws a `FindingsError` with every clash of names, every value that is no JSON
 * and every composite resource that its cloud API refuses.
 */
export function planEnvironment<E extends Named>({
  environment,
  workloads,
  cloudApis,
}: PlanInput<E>): PlannedFile[] {
  const plan = new Plan(environment.name);
  // One app for all, so that delivery can read what the workloads before it have built.
  const objects = new PlainObjects();
  for (const workload of workloads) {
    for (const { object, origin } of plan.build(objects, environment, workload)) {
      const manifest = plan.add(workload.name, object, origin);
      if (!manifest || !cloudApis.isComposite(manifest)) continue;
      const problems = cloudApis.findings(manifest, origin);
      plan.report(problems);
      if (problems.length > 0) continue;
      for (const resource of cloudApis.preview(manifest)) plan.add(previewFolder, resource, origin, manifest);
    }
  }
  return plan.finish();
}

class Plan {
  private readonly environment: string;
  private readonly files: PlannedFile[] = [];
  private readonly findings: Finding[] = [];

  constructor(environment: string) {
    this.environment = environment;
  }

  report(findings: readonly Finding[]): void {
    this.findings.push(...findings);
  }

  /** Builds a workload; what it finds is reported with everything else. */
  build<E extends Named>(objects: PlainObjects, environment: E, workload: Workload<E>): BuiltObject[] {
    if (objects.app.node.tryFindChild(workload.name)) {
      this.refuse(workload.name, 'charts/index.ts', 'Two workloads have this name.');
      return [];
    }
    try {
      return buildWorkload(objects, environment, workload);
    } catch (error) {
      if (!(error instanceof FindingsError)) {
        throw new Error(`Workload ${workload.name} can't be built for ${environment.name}.`, {
          cause: error,
        });
      }
      this.report(error.findings);
      return [];
    }
  }

  /** Adds an object; gives it back as a manifest when it is one that can be written. */
  add(application: string, object: unknown, origin: string, composite?: Manifest): Manifest | undefined {
    if (!isManifest(object)) {
      this.refuse(application, origin, 'An object has no apiVersion, kind or metadata.name.');
      return undefined;
    }
    const { kind, metadata } = object;
    const parts = { environment: this.environment, application, kind, name: metadata.name };
    const problems = [nameProblem(parts) ?? [], jsonProblems(object)].flat();
    if (application === previewFolder && !composite) {
      problems.push(`The folder ${previewFolder} is kept for previews of cloud resources.`);
    }
    for (const problem of problems) this.refuse(`${application}/${kind}.${metadata.name}`, origin, problem);
    if (problems.length > 0) return undefined;
    const file: PlannedFile = { path: manifestPath(parts), manifest: object, origin };
    if (composite) file.previewOf = { kind: composite.kind, ...composite.metadata };
    this.files.push(file);
    return object;
  }

  finish(): PlannedFile[] {
    const findings = [...this.findings, ...findClashes(this.files)];
    if (findings.length > 0) throw new FindingsError(findings);
    return this.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  private refuse(what: string, origin: string, problem: string): void {
    this.findings.push({
      rule: 'generate/unusable-manifest',
      severity: 'error',
      where: { file: `${this.environment}/${what}`, source: origin },
      what: problem,
      why: 'Every manifest becomes one file, named after its kind and name, inside the folder of its application.',
      fix: `Correct the object in ${origin}.`,
    });
  }
}

interface BuiltObject {
  object: unknown;
  origin: string;
}

/** The objects of one workload as plain JSON, each with the file that asked for it. */
function buildWorkload<E extends Named>(
  objects: PlainObjects,
  environment: E,
  workload: Workload<E>,
): BuiltObject[] {
  const chart = new Chart(objects.app, workload.name, {
    disableResourceNameHashes: true,
    labels: objectLabels(environment, workload.name),
  });
  workload.build(chart, environment);
  const constructs = chart.node.findAll();
  const problems = constructs.flatMap((construct) => construct.node.validate());
  if (problems.length > 0)
    throw new FindingsError(problems.map((what) => invalidChart(environment, workload, what)));
  // Not chart.toJson(): that sorts by dependencies, which sync waves express here, and loses the constructs.
  return constructs.filter(isApiObject).map((object) => ({
    object: objects.read(object),
    origin: originOf(object) ?? 'charts/index.ts',
  }));
}

function isApiObject(construct: IConstruct): construct is ApiObject {
  return ApiObject.isApiObject(construct);
}

function invalidChart(environment: Named, workload: { name: string }, what: string): Finding {
  return {
    rule: 'generate/invalid-chart',
    severity: 'error',
    where: { file: `${environment.name}/${workload.name}` },
    what,
    why: 'A construct says of itself that it is incomplete; Kubernetes would refuse its manifest.',
    fix: `Complete it in the chart of ${workload.name}.`,
  };
}
