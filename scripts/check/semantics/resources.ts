// Requests and limits of containers: known resources, amounts, and no request above its limit.
import { fieldPath } from '../../../envs/validate/path.ts';
import { show } from '../../../envs/validate/show.ts';
import { containerRule, type Fault } from '../kit/make-rule.ts';
import { qualifiedNameFault } from '../kit/names.ts';
import { parseQuantity, unit } from '../kit/quantity.ts';
import { type Fields, fields } from '../kit/read.ts';

const plainNames = ['cpu', 'memory', 'ephemeral-storage'];

/** True for a resource that a device plugin offers, for example `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return (
    name.includes('/') && !name.split('/')[0]?.endsWith('kubernetes.io') && !name.startsWith('requests.')
  );
}

function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** What the API server finds wrong with the name of a resource of a container. */
function nameFault(name: string): string | undefined {
  const fault = qualifiedNameFault(name);
  if (fault) return fault;
  if (!name.includes('/') && !plainNames.includes(name) && !isHugePages(name)) {
    return `accepted are ${plainNames.join(', ')}, hugepages-<size> and names with a domain such as "nvidia.com/gpu"`;
  }
  return undefined;
}

export const resources = containerRule({
  id: 'semantics/resources',
  title: 'Requests and limits are known amounts, and no request is above its limit',
  why: 'The API server refuses the pod.',
  fix: 'Write amounts such as 500m or 2Gi; a request may be at most the limit, for devices such as GPUs exactly.',
  *checkContainer({ path, value }) {
    const { requests, limits } = fields(value.resources);
    const at = `${path}.resources`;
    yield* amountFaults(fields(limits), `${at}.limits`);
    yield* amountFaults(fields(requests), `${at}.requests`);
    for (const [name, request] of Object.entries(fields(requests))) {
      yield* requestFaults(name, request, fields(limits)[name], fieldPath(`${at}.requests`, name));
    }
    const names = Object.keys({ ...fields(limits), ...fields(requests) });
    if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
      yield { path: at, what: 'Huge pages are asked for without CPU or memory.' };
    }
  },
});

function* amountFaults(amounts: Fields, path: string): Generator<Fault> {
  for (const [name, amount] of Object.entries(amounts)) {
    const at = fieldPath(path, name);
    const fault = nameFault(name);
    if (fault) yield { path: at, what: `${show(name)} is no resource of a container: ${fault}.` };
    const parsed = parseQuantity(amount);
    if (parsed === undefined) continue; // The rule on quantities reports it.
    if (parsed < 0n) yield { path: at, what: `${show(amount)} is less than nothing.` };
    else if (isExtendedResource(name) && parsed % unit !== 0n) {
      yield { path: at, what: `${show(amount)} of ${name} is a fraction; devices are given out whole.` };
    }
  }
}

function* requestFaults(name: string, request: unknown, limit: unknown, path: string): Generator<Fault> {
  const wanted = parseQuantity(request);
  const whole = isExtendedResource(name) || isHugePages(name);
  if (limit === undefined) {
    if (whole) yield { path, what: `${name} is requested without a limit; both must be equal.` };
    return;
  }
  const most = parseQuantity(limit);
  if (wanted === undefined || most === undefined) return;
  if (whole && wanted !== most) {
    yield {
      path,
      what: `The request of ${show(request)} ${name} differs from the limit of ${show(limit)}; both must be equal.`,
    };
  } else if (wanted > most) {
    yield { path, what: `The request of ${show(request)} ${name} is above the limit of ${show(limit)}.` };
  }
}
