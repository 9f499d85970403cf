// Rule policies/liveness-probe: containers that run for ever have a liveness probe.
import { show } from '../../../../envs/validate/show.ts';
import { groupKindOf } from '../../kit/kinds.ts';
import { containerRule } from '../../kit/make-rule.ts';
import { isFields } from '../../kit/read.ts';
import { longRunning } from '../kit/long-running.ts';

export const livenessProbe = containerRule({
  id: 'policies/liveness-probe',
  severity: 'warning',
  title: 'Containers that run for ever have a liveness probe',
  why: 'A process that hangs is never restarted.',
  fix: 'Give a livenessProbe that fails only when a restart helps.',
  standards: ['CKV_K8S_8', 'kube-linter:no-liveness-probe'],
  *checkContainer({ path, value, name, list, sidecar }, { object, complete }) {
    if (!complete || !longRunning.has(groupKindOf(object))) return;
    if (list !== 'containers' && !sidecar) return;
    if (!isFields(value.livenessProbe)) {
      yield { path, what: `Container ${show(name)} has no liveness probe.` };
    }
  },
});
