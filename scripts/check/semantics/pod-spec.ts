// Rules over the spec of a pod as a whole: names that it refers to, DNS, and settings that exclude each other.
import { isIP } from 'node:net';
import { show } from '../../../envs/validate/show.ts';
import { podRule } from '../kit/make-rule.ts';
import { labelFault, subdomainFault } from '../kit/names.ts';
import { containersOf } from '../kit/pods.ts';
import { dig, fields, itemsAt, list, textsAt } from '../kit/read.ts';

const references = ['serviceAccountName', 'priorityClassName', 'runtimeClassName', 'nodeName'];
const hostNames = ['hostname', 'subdomain'];
const mostNameservers = 3;
const mostSearchDomains = 32;

export const podNames = podRule({
  id: 'semantics/pod-reference-name',
  title: 'Names that a pod refers to have the form of such names',
  why: 'The API server refuses the pod.',
  fix: 'Write the name of an object.',
  *checkPod(pod) {
    for (const field of [...references, ...hostNames]) {
      const name = pod.spec[field];
      if (typeof name !== 'string' || name === '') continue;
      const fault = (hostNames.includes(field) ? labelFault : subdomainFault)(name);
      if (fault) yield { path: `${pod.path}.${field}`, what: `${show(name)} can’t be a name: ${fault}.` };
    }
  },
});

export const podDns = podRule({
  id: 'semantics/pod-dns',
  title: 'DNS settings of a pod are complete and within the limits',
  why: 'The API server refuses the pod.',
  fix: `Give at most ${mostNameservers} name servers and ${mostSearchDomains} search domains.`,
  *checkPod(pod) {
    const { dnsConfig, dnsPolicy, hostAliases } = pod.spec;
    const at = `${pod.path}.dnsConfig`;
    const nameservers = list(dig(dnsConfig, 'nameservers'));
    if (dnsPolicy === 'None' && nameservers.length === 0) {
      yield { path: `${at}.nameservers`, what: 'dnsPolicy is None, and there is no name server.' };
    }
    if (nameservers.length > mostNameservers) {
      yield { path: `${at}.nameservers`, what: `There are ${nameservers.length} name servers.` };
    }
    const searches = list(dig(dnsConfig, 'searches'));
    if (searches.length > mostSearchDomains) {
      yield { path: `${at}.searches`, what: `There are ${searches.length} search domains.` };
    }
    const addresses = [
      ...textsAt(nameservers, `${at}.nameservers`),
      ...itemsAt(hostAliases, `${pod.path}.hostAliases`).map(({ path, value }) => ({
        path: `${path}.ip`,
        value: String(value.ip ?? ''),
      })),
    ];
    for (const { path, value } of addresses) {
      if (isIP(value) === 0) yield { path, what: `${show(value)} is no IP address.` };
    }
  },
});

export const securityContradiction = podRule({
  id: 'semantics/security-contradiction',
  title: 'Security settings do not contradict each other',
  why: 'The API server refuses the pod, or the kubelet never starts the container.',
  fix: 'Keep one of the two settings.',
  *checkPod(pod) {
    const context = fields(pod.spec.securityContext);
    if (pod.spec.hostPID === true && pod.spec.shareProcessNamespace === true) {
      yield { path: `${pod.path}.shareProcessNamespace`, what: 'It excludes hostPID, and both are true.' };
    }
    if (pod.spec.hostUsers === false) {
      for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
        if (pod.spec[field] === true)
          yield { path: `${pod.path}.${field}`, what: `It excludes hostUsers: false.` };
      }
    }
    const places = [
      { path: `${pod.path}.securityContext`, own: context },
      ...containersOf(pod).map(({ path, value }) => ({
        path: `${path}.securityContext`,
        own: fields(value.securityContext),
      })),
    ];
    for (const { path, own } of places) {
      const nonRoot = own.runAsNonRoot ?? context.runAsNonRoot;
      const user = own.runAsUser ?? context.runAsUser;
      if (nonRoot === true && user === 0 && (own.runAsUser === 0 || own.runAsNonRoot === true)) {
        yield { path, what: 'runAsNonRoot is true, and runAsUser is 0, which is root.' };
      }
      if (own.allowPrivilegeEscalation === false && own.privileged === true) {
        yield { path, what: 'privileged is true, and allowPrivilegeEscalation is false.' };
      }
      if (
        own.allowPrivilegeEscalation === false &&
        list(dig(own, 'capabilities', 'add')).includes('CAP_SYS_ADMIN')
      ) {
        yield { path, what: 'CAP_SYS_ADMIN is added, and allowPrivilegeEscalation is false.' };
      }
      const profile = fields(own.seccompProfile);
      if (profile.type === 'Localhost' && !profile.localhostProfile) {
        yield {
          path: `${path}.seccompProfile.localhostProfile`,
          what: 'Type Localhost needs the path of a profile.',
        };
      }
      if (profile.localhostProfile && profile.type !== 'Localhost') {
        yield { path: `${path}.seccompProfile.localhostProfile`, what: 'Only type Localhost has a path.' };
      }
    }
  },
});
