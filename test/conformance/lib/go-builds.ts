// The programs that the rig compiles itself: one folder with its own go.mod and go.sum each.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One Go build. */
export type GoBuild = {
  /** Folder with its go.mod and go.sum. */
  folder: string;
  /** Main packages to build. */
  packages: string[];
  /** Name of the program, for a build of one whose package's name is not fit. */
  output?: string;
  linkerFlags: string;
  /** Minutes on two cores from an empty Go cache, for the message only. */
  minutes: number;
  /** What a user does when the module proxy does not have it. */
  otherwise: string;
};

const folderOf = (part: string) => join(import.meta.dirname, '..', 'go', part);

/** The version that a go.mod pins for a module, with its `v`. */
function pinned(part: string, module: string): string {
  const line = readFileSync(join(folderOf(part), 'go.mod'), 'utf8').match(
    new RegExp(`^\\s*(?:require )?${module.replaceAll('.', '\\.')} (v\\S+)`, 'm'),
  );
  if (!line?.[1]) throw new Error(`test/conformance/go/${part}/go.mod does not require ${module}`);
  return line[1];
}

const kubernetesVersion = pinned('kubernetes', 'k8s.io/kubernetes');
const [, kubernetesMinor] = kubernetesVersion.split('.');
const componentVersion = 'k8s.io/component-base/version';
const checkNetwork = 'check that this machine reaches the Go module proxy';

/** Every Go build of the rig. */
export const goBuilds = {
  kubernetes: {
    folder: folderOf('kubernetes'),
    packages: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(
      (program) => `k8s.io/kubernetes/cmd/${program}`,
    ),
    // Without these the server calls itself v0.0.0, which Argo CD cannot compare.
    linkerFlags: [
      `-X ${componentVersion}.gitVersion=${kubernetesVersion}`,
      `-X ${componentVersion}.gitMajor=1`,
      `-X ${componentVersion}.gitMinor=${kubernetesMinor}`,
      `-X ${componentVersion}.gitTreeState=clean`,
    ].join(' '),
    minutes: 6,
    otherwise: checkNetwork,
  },
  crossplane: {
    folder: folderOf('crossplane'),
    packages: [
      ...['crank', 'crossplane'].map((name) => `github.com/crossplane/crossplane/v2/cmd/${name}`),
      './render-batch',
    ],
    linkerFlags: '',
    minutes: 3,
    otherwise: checkNetwork,
  },
  'function-auto-ready': {
    folder: folderOf('function-auto-ready'),
    packages: ['github.com/crossplane/function-auto-ready'],
    linkerFlags: '',
    minutes: 1,
    otherwise: checkNetwork,
  },
  'function-patch-and-transform': {
    folder: folderOf('function-patch-and-transform'),
    packages: ['github.com/crossplane-contrib/function-patch-and-transform'],
    linkerFlags: '',
    minutes: 1,
    otherwise: 'set FUNCTION_PATCH_AND_TRANSFORM to the path of its program',
  },
  argocd: {
    folder: folderOf('argocd'),
    packages: ['github.com/argoproj/argo-cd/v3/cmd'],
    output: 'argocd',
    linkerFlags: '',
    minutes: 5,
    otherwise: checkNetwork,
  },
  kwok: {
    folder: folderOf('kwok'),
    packages: ['sigs.k8s.io/kwok/cmd/kwok'],
    linkerFlags: '',
    minutes: 1,
    otherwise: checkNetwork,
  },
  'statsd-exporter': {
    folder: folderOf('statsd-exporter'),
    packages: ['github.com/prometheus/statsd_exporter'],
    linkerFlags: '',
    minutes: 1,
    otherwise: checkNetwork,
  },
} satisfies { [name: string]: GoBuild };
