// The doors to the internet: HTTPS of today, clean headers, and a decision on who may come in.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { type Fault, objectRule } from '../kit/make-rule.ts';
import { fields, list, text } from '../kit/read.ts';
import type { CheckedObject } from '../rule.ts';
import { isEverywhere } from './managed.ts';

const prefix = 'alb.ingress.kubernetes.io/';

/** Reads the annotations of an Ingress of the AWS Load Balancer Controller; undefined for others. */
function settingsOf({ manifest }: CheckedObject): ((name: string) => string | undefined) | undefined {
  const annotations = fields(manifest.metadata?.annotations);
  const { ingressClassName } = fields(manifest.spec);
  const isAlb =
    ingressClassName === 'alb' ||
    annotations['kubernetes.io/ingress.class'] === 'alb' ||
    Object.keys(annotations).some((key) => key.startsWith(prefix));
  return isAlb ? (name) => text(annotations[prefix + name]) : undefined;
}

const pathOf = (name: string) => fieldPath('metadata.annotations', prefix + name);
const kinds = ['networking.k8s.io/Ingress'] as const;

export const ingressHttps = objectRule({
  id: 'policies/ingress-https',
  title: 'Load balancers speak HTTPS alone, with TLS 1.2 or later',
  why: 'Passwords and session cookies can be read on the way, also when one old protocol is left on.',
  fix: 'Set listen-ports to [{"HTTPS":443}] and ssl-policy to a policy such as ELBSecurityPolicy-TLS13-1-2-2021-06.',
  standards: ['CKV_AWS_2', 'CKV_AWS_103', 'AVD-AWS-0047', 'AVD-AWS-0054', 'CIS-EKS-1.8:5.4.5'],
  kinds,
  *check(object): Generator<Fault> {
    const setting = settingsOf(object);
    if (!setting) return;
    const ports = setting('listen-ports') ?? '[{"HTTP": 80}]';
    const isPlain = /"HTTP"/.test(ports) && setting('ssl-redirect') === undefined;
    if (isPlain)
      yield { path: pathOf('listen-ports'), what: `The load balancer listens on ${ports} without TLS.` };
    if (!/"HTTPS"/.test(ports)) return;
    const policy = setting('ssl-policy');
    // The default of the controller, ELBSecurityPolicy-2016-08, takes TLS 1.0.
    if (policy === undefined)
      yield { path: pathOf('ssl-policy'), what: 'Without ssl-policy TLS 1.0 is accepted.' };
    else if (!isModern(policy)) {
      yield { path: pathOf('ssl-policy'), what: `${show(policy)} accepts TLS before 1.2.` };
    }
  },
});

/** True for policies whose lowest version is 1.2 or 1.3. */
function isModern(policy: string): boolean {
  return /^ELBSecurityPolicy-(TLS13-1-[23]-|TLS-1-2-|FS-1-2-)/.test(policy);
}

export const ingressHeaders = objectRule({
  id: 'policies/ingress-headers',
  title: 'Load balancers drop headers that are not valid',
  why: 'They are read differently by the program behind, which lets requests be smuggled past checks.',
  fix: 'Add routing.http.drop_invalid_header_fields.enabled=true to load-balancer-attributes.',
  standards: ['CKV_AWS_131', 'AVD-AWS-0052'],
  kinds,
  *check(object) {
    const setting = settingsOf(object);
    if (!setting) return;
    const attributes = (setting('load-balancer-attributes') ?? '').split(',').map((one) => one.trim());
    if (attributes.includes('routing.http.drop_invalid_header_fields.enabled=true')) return;
    yield { path: pathOf('load-balancer-attributes'), what: 'Invalid headers are passed on.' };
  },
});

export const ingressScheme = objectRule({
  id: 'policies/ingress-scheme',
  title: 'Load balancers say where they stand, and on the internet for whom',
  why: 'A sign-in page that every address reaches is tried by everybody.',
  fix: 'Set scheme to internal; or to internet-facing with inbound-cidrs.',
  standards: ['AVD-AWS-0053'],
  kinds,
  *check(object) {
    const setting = settingsOf(object);
    if (!setting) return;
    const scheme = setting('scheme');
    if (scheme === undefined) yield { path: 'metadata.annotations', what: 'The Ingress has no scheme.' };
    if (scheme !== 'internet-facing') return;
    const groups = setting('security-groups');
    const ranges = setting('inbound-cidrs')
      ?.split(',')
      .map((range) => range.trim());
    if (!ranges && !groups) {
      yield { path: pathOf('scheme'), what: 'Every address of the internet is admitted.' };
    }
    const open = ranges?.find(isEverywhere);
    if (open) yield { path: pathOf('inbound-cidrs'), what: `${open} admits every address of the internet.` };
  },
});

export const exposedService = objectRule({
  id: 'policies/exposed-service',
  title: 'No Service opens a door beside the Ingress',
  why: 'It gets a load balancer or a port on every node, without the certificate and the limits of the Ingress.',
  fix: 'Use the type ClusterIP and an Ingress; or set loadBalancerSourceRanges.',
  standards: ['KSV-0108', 'kube-linter:exposed-services'],
  kinds: ['/Service'],
  *check({ manifest }) {
    const { type, loadBalancerSourceRanges: ranges, externalIPs } = fields(manifest.spec);
    if (type === 'NodePort') yield { path: 'spec.type', what: 'The Service takes a port of every node.' };
    if (type === 'LoadBalancer' && (list(ranges).length === 0 || list(ranges).some(isEverywhere))) {
      yield { path: 'spec.type', what: 'The Service gets a load balancer for every address.' };
    }
    if (list(externalIPs).length > 0) {
      yield {
        path: 'spec.externalIPs',
        what: 'The Service takes traffic for addresses of others (CVE-2020-8554).',
      };
    }
  },
});
