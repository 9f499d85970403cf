// The same objects as an ordinary cdk8s app, for `cdk8s synth`: charts in folders, one file an object, cdk8s's writer.
import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { deliveryWorkload } from '../../argocd/index.ts';
import { foundationOf, workloads } from '../../charts/index.ts';
import { objectLabels } from '../../charts/kit/labels.ts';
import { isCompositeResource, previewOf } from '../../crossplane/previews.ts';
import { environmentOf } from '../../envs/index.ts';
import { isManifest } from '../../scripts/generate/json.ts';
import { benchEnvironments } from './environments.ts';

const outdir = process.env.CDK8S_OUTDIR ?? 'dist';

for (const description of benchEnvironments(Number(process.env.BENCH_COUNT))) {
  const environment = environmentOf(description);
  if (!environment) throw new Error(`${description.name} lacks facts.`);
  const app = new App({
    outdir: `${outdir}/${environment.name}`,
    // Every other layout renders the whole app once per chart, which would flatter us.
    yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE,
    outputFileExtension: '.yaml',
  });
  const preview = new Chart(app, 'preview');
  for (const workload of [foundationOf(description) ?? [], ...workloads, deliveryWorkload].flat()) {
    const chart = new Chart(app, workload.name, {
      disableResourceNameHashes: true,
      labels: objectLabels(environment, workload.name),
    });
    workload.build(chart, environment);
    for (const object of chart.apiObjects) {
      if (!object.apiVersion.startsWith('aws.helical.dev/')) continue;
      const manifest: unknown = object.toJson();
      if (!isManifest(manifest) || !isCompositeResource(manifest)) continue;
      for (const [index, resource] of previewOf(manifest).entries()) {
        new ApiObject(preview, `${object.kind}.${object.name}.${index}`, resource);
      }
    }
  }
  app.synth();
}
