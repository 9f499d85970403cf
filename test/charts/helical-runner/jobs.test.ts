// The pods of the job classes: what they may use, where they run, and how data comes and goes.
import type { ILimitRange, IPodTemplate, IResourceQuota } from 'kubernetes-models/v1';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { helicalRunner } from '../../../charts/helical-runner/index.ts';
import { environmentWith, Objects } from '../airflow/built.ts';

for (const name of ['dev', 'staging', 'prod'] as const) {
  const environment = environmentWith(name);
  const objects = new Objects(helicalRunner, environment);

  for (const jobClass of environment.runner.jobClasses) {
    const pod = objects.one<IPodTemplate>('PodTemplate', jobClass.name).template?.spec;
    const main = pod?.containers[0];
    const gpu = jobClass.gpus > 0;

    test(`${name}: a job ${jobClass.name} ends at its deadline and is not started again by Kubernetes`, () => {
      assert.is(pod?.activeDeadlineSeconds, jobClass.deadlineMinutes * 60);
      assert.is(pod?.restartPolicy, 'Never');
    });

    test(`${name}: a job ${jobClass.name} runs on ${gpu ? 'GPU' : 'general'} nodes`, () => {
      assert.equal(pod?.nodeSelector, { 'helical.dev/node-pool': gpu ? 'gpu' : 'general' });
      assert.is(pod?.tolerations?.length ?? 0, gpu ? 1 : 0);
      assert.is(main?.resources?.limits?.['nvidia.com/gpu'], gpu ? String(jobClass.gpus) : undefined);
    });

    test(`${name}: a job ${jobClass.name} reads /data and writes /outputs`, () => {
      const mount = (path: string) => main?.volumeMounts?.find(({ mountPath }) => mountPath === path);
      assert.is(mount('/data')?.readOnly, true);
      assert.is(mount('/outputs')?.readOnly, undefined);
      const scratch = pod?.volumes?.find((volume) => volume.name === 'data')?.emptyDir?.sizeLimit;
      assert.is(scratch, `${jobClass.scratchGiB}Gi`);
    });

    test(`${name}: a job ${jobClass.name} is moved by nobody`, () => {
      const template = objects.one<IPodTemplate>('PodTemplate', jobClass.name).template;
      assert.is(template?.metadata?.annotations?.['karpenter.sh/do-not-disrupt'], 'true');
    });
  }

  test(`${name}: every image of a job is pinned by digest, or is the AWS CLI`, () => {
    for (const { name: where, container } of objects.containers())
      assert.ok(
        container.image === environment.runner.image || container.image?.includes('/aws-cli/aws-cli:'),
        where,
      );
  });

  test(`${name}: the quota is what the node pools may have, and the range allows every class`, () => {
    const hard = objects.one<IResourceQuota>('ResourceQuota', 'helical-runner').spec?.hard ?? {};
    assert.is(hard.pods, String(environment.runner.maxPods));
    assert.is(hard['requests.nvidia.com/gpu'], String(environment.nodes.gpu.gpuLimit));
    const [range] = objects.one<ILimitRange>('LimitRange', 'helical-runner').spec?.limits ?? [];
    const largest = Math.max(...environment.runner.jobClasses.map(({ resources }) => resources.memoryMiB));
    assert.is(range?.max?.memory, `${largest}Mi`);
  });
}

test.run();
