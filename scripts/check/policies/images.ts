// Which images may run: from registries that we trust, and exactly those that were looked at.
import { show } from '../../../envs/validate/show.ts';
import { containerRule } from '../kit/make-rule.ts';

/** The parts of `registry/repository:tag@digest`. */
interface Image {
  registry: string;
  repository: string;
  tag?: string;
  digest?: string;
}

const digestForm = /^sha256:[0-9a-f]{64}$/;

/** Takes an image apart, as container runtimes do; a name without a registry is one of Docker Hub. */
function readImage(text: string): Image {
  const [name = '', digest] = text.split('@');
  const colon = name.lastIndexOf(':');
  const tagged = colon > name.lastIndexOf('/');
  const path = tagged ? name.slice(0, colon) : name;
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  const hasRegistry = /[.:]|^localhost$/.test(first);
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? path.slice(slash + 1) : path;
  const repository = !hasRegistry && slash < 0 ? `library/${rest}` : rest;
  return {
    registry,
    repository,
    ...(tagged && { tag: name.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
}

export const imageDigest = containerRule({
  id: 'policies/image-digest',
  severity: 'warning',
  title: 'Images are pinned by their digest',
  why: 'A tag can be moved to other contents, and nodes that pull later run something else.',
  fix: 'Append @sha256: and the digest of the image to its tag.',
  standards: ['CKV_K8S_43', 'KSV-0013'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { digest } = readImage(image);
    if (digest === undefined) {
      yield { path: `${path}.image`, what: `Image ${show(image)} has no digest.` };
    } else if (!digestForm.test(digest)) {
      yield {
        path: `${path}.image`,
        what: `${show(digest)} is no digest; one is sha256: and 64 of 0-9 and a-f.`,
      };
    }
  },
});

const movingTags = ['latest', 'stable', 'main', 'master', 'edge', 'nightly', 'dev'];

export const movingTag = containerRule({
  id: 'policies/moving-tag',
  title: 'No image has a tag that moves, such as latest',
  why: 'Two pods of one Deployment may run two versions, and going back is impossible.',
  fix: 'Name a version.',
  standards: ['CKV_K8S_14', 'KSV-0013', 'kube-linter:latest-tag'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { tag, digest } = readImage(image);
    if (digest !== undefined) return;
    if (tag === undefined) {
      yield { path: `${path}.image`, what: `Image ${show(image)} names no version, which means latest.` };
    } else if (movingTags.includes(tag)) {
      yield { path: `${path}.image`, what: `The tag of image ${show(image)} moves.` };
    }
  },
});

/** Registries of AWS accounts, and where each of the programs that we run is published by its makers. */
const trusted: readonly RegExp[] = [
  /^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\//,
  /^public\.ecr\.aws\/(aws-cli|aws-observability|eks|karpenter)\//,
  /^docker\.io\/(apache\/airflow|prom\/[a-z-]+)$/,
  /^registry\.k8s\.io\//,
  /^quay\.io\/(argoproj|prometheus)\//,
  /^ghcr\.io\/(kedacore|external-secrets)\//,
  /^xpkg\.(crossplane\.io|upbound\.io)\//,
];

export const registry = containerRule({
  id: 'policies/trusted-registry',
  title: 'Images come from registries that are known',
  why: 'Anybody can publish an image under a name like that of a program; it runs with the rights of the pod.',
  fix: 'Copy the image to a registry of an own account, or add its publisher to scripts/check/policies/images.ts.',
  standards: ['KSV-0034', 'KSV-0125', 'CIS-EKS-1.8:5.1.4'],
  *checkContainer({ path, value: { image } }) {
    if (typeof image !== 'string' || image === '') return;
    const { registry: host, repository } = readImage(image);
    if (trusted.some((form) => form.test(`${host}/${repository}`))) return;
    yield { path: `${path}.image`, what: `${host}/${repository} is not among the trusted images.` };
  },
});
