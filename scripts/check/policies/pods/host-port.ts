// Rule policies/host-port: no container takes a port of its node.
import { containerRule } from '../../kit/make-rule.ts';
import { itemsAt } from '../../kit/read.ts';

export const hostPort = containerRule({
  id: 'policies/host-port',
  title: 'No container takes a port of its node',
  why: 'It is open to everybody who reaches the node, and only one such pod fits on each.',
  fix: 'Delete hostPort and reach the pod by a Service.',
  standards: ['CKV_K8S_26', 'KSV-0024', 'PSS:baseline'],
  *checkContainer({ path, value }) {
    for (const { path: at, value: port } of itemsAt(value.ports, `${path}.ports`)) {
      if (typeof port.hostPort !== 'number' || port.hostPort === 0) continue;
      yield { path: `${at}.hostPort`, what: `Port ${port.hostPort} of the node is taken.` };
    }
  },
});
