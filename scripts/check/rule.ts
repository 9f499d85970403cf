// What a rule of `check` is: an identity for people, and one function over a manifest or over a whole environment.
import type { Manifest } from '../../crossplane/manifest.ts';
import type { Severity } from '../../envs/finding.ts';

/** The layers of `check`, in the order in which they run and are reported. */
export const layers = [
  'input',
  'schema',
  'semantics',
  'references',
  'crossplane',
  'policies',
  'waivers',
] as const;
export type Layer = (typeof layers)[number];

/** One manifest of the tree under check. */
export interface CheckedObject {
  /** File as messages show it, for example `generated/prod/airflow/Deployment.scheduler.yaml`. */
  readonly file: string;
  /** Folder of the environment, for example `prod`; empty where the tree has no such folder. */
  readonly environment: string;
  /** Folder of the application, for example `airflow`; `preview` for what nobody syncs; empty where there is none. */
  readonly application: string;
  /** TypeScript file that produced it, from the header of the file; absent in files that we did not write. */
  readonly origin?: string;
  readonly manifest: Manifest;
}

/** All manifests of one environment: the room in which every reference must resolve. */
export interface CheckedEnvironment {
  readonly name: string;
  /** In the order of their files. */
  readonly objects: readonly CheckedObject[];
  /** Kubernetes version that the manifests will meet, for example `1.35`. */
  readonly kubernetesVersion: string;
}

/** What a rule returns for one place that breaks it. The engine makes a finding of it. */
export interface Violation {
  readonly object: CheckedObject;
  /** Field, for example `spec.template.spec.containers[0].image`; absent when the whole object is meant. */
  readonly path?: string;
  /** What is wrong, with the offending value. */
  readonly what: string;
  /** What to do here, where it can be said better than in the rule. */
  readonly fix?: string;
}

/** What every rule says about itself; `explain RULE` prints it. */
export interface RuleText {
  /** Permanent, unique name behind the name of its layer, for example `references/service-port`. */
  readonly id: string;
  readonly layer: Layer;
  readonly severity: Severity;
  /** One line for `list rules`. */
  readonly title: string;
  /** What would fail, and when. */
  readonly why: string;
  /** What to do, in general. */
  readonly fix: string;
  /** Names of the same check elsewhere, for example `CKV_K8S_16`, `KSV-0017`, `kube-linter:privileged-container`. */
  readonly standards?: readonly string[];
}

/** A rule that needs nothing but the manifest. Its findings are cached by the contents of the file. */
export interface ObjectRule extends RuleText {
  readonly scope: 'object';
  check(object: CheckedObject): Iterable<Violation>;
}

/** A rule that looks at several manifests. Its findings are cached by the contents of the environment. */
export interface EnvironmentRule extends RuleText {
  readonly scope: 'environment';
  check(environment: CheckedEnvironment): Iterable<Violation>;
}

export type Rule = ObjectRule | EnvironmentRule;
