// Every combinator, read both ways: as a patch of function-patch-and-transform and as a value.
import { Type } from 'typebox';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { cloudApi } from '../../../crossplane/engine/cloud-api.ts';
import { document, format, map, required, text } from '../../../crossplane/engine/combinators.ts';
import { composition } from '../../../crossplane/engine/composition.ts';
import { preview } from '../../../crossplane/engine/preview.ts';
import type { Ref, Symbolic } from '../../../crossplane/engine/ref.ts';
import { object } from '../../../crossplane/engine/spec.ts';

const spec = object(
  {
    region: Type.String(),
    count: Type.Integer(),
    protect: Type.Boolean(),
    note: Type.Optional(Type.String()),
    tags: Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } }),
  },
  { description: 'Spec of a probe.' },
);
const status = object({ arn: Type.String() }, { description: 'Status of a probe.' });

interface ProbeSpec {
  region: string;
  count: number;
  protect: boolean;
  note?: string;
  tags: Record<string, string>;
}

interface Probe {
  apiVersion: 'example.org/v1';
  kind: 'Probe';
  spec: { value?: unknown; fixed?: string };
  status?: { arn?: string };
}

/** An API with one resource whose `spec.value` is what `make` returns. */
function probe(make: (spec: Symbolic<ProbeSpec>) => Ref<unknown>) {
  return cloudApi({
    kind: 'ProbeSet',
    plural: 'probesets',
    description: 'A probe.',
    stateful: false,
    spec,
    status,
    variants: ['default'],
    compose({ spec, resource, publish }) {
      const made = resource<Probe>('probe', {
        apiVersion: 'example.org/v1',
        kind: 'Probe',
        spec: { fixed: 'x', value: make(spec) },
      });
      publish({ arn: made.status.arn });
    },
  });
}

interface Pipeline {
  spec: { pipeline: { input?: { resources: { patches: Record<string, unknown>[] }[] } }[] };
}

function isPipeline(value: object): value is Pipeline {
  return 'spec' in value;
}

function valuePatch(api: ReturnType<typeof probe>): Record<string, unknown> | undefined {
  const made: object = composition(api, 'default');
  if (!isPipeline(made)) throw new Error('no pipeline');
  const patches = made.spec.pipeline[0]?.input?.resources[0]?.patches ?? [];
  return patches.find(({ toFieldPath }) => toFieldPath === 'spec.value');
}

function valueIn(api: ReturnType<typeof probe>, values: Partial<ProbeSpec>): unknown {
  const composite = {
    apiVersion: 'aws.helical.dev/v1',
    kind: 'ProbeSet',
    metadata: { name: 'p', namespace: 'n' },
    spec: { region: 'eu-west-1', count: 3, protect: true, tags: { a: 'b' }, ...values },
  };
  const [made] = preview(api, 'default', composite);
  const body = made?.spec;
  return typeof body === 'object' && body !== null && 'value' in body ? body.value : undefined;
}

const requiredPolicy = { policy: { fromFieldPath: 'Required' } };

test('a plain field is copied and required', () => {
  const api = probe((spec) => spec.region);
  assert.equal(valuePatch(api), {
    type: 'FromCompositeFieldPath',
    fromFieldPath: 'spec.region',
    toFieldPath: 'spec.value',
    ...requiredPolicy,
  });
  assert.is(valueIn(api, {}), 'eu-west-1');
});

test('an optional field is copied when it is there', () => {
  const api = probe((spec) => spec.note);
  assert.equal(valuePatch(api), {
    type: 'FromCompositeFieldPath',
    fromFieldPath: 'spec.note',
    toFieldPath: 'spec.value',
  });
  assert.is(valueIn(api, {}), undefined);
  assert.is(valueIn(api, { note: 'n' }), 'n');
});

test('required() withholds the resource until the field is there', () => {
  const api = probe((spec) => required(spec.note));
  assert.equal(valuePatch(api)?.policy, { fromFieldPath: 'Required' });
  const composite = { apiVersion: 'a/v1', kind: 'ProbeSet', metadata: { name: 'p' }, spec: { region: 'r' } };
  assert.equal(preview(api, 'default', composite), []);
});

test('map() converts to text first, because the function looks up strings only', () => {
  const api = probe((spec) => map(spec.protect, { true: ['Observe'], false: ['*'] }));
  assert.equal(valuePatch(api)?.transforms, [
    { type: 'convert', convert: { toType: 'string' } },
    { type: 'map', map: { true: ['Observe'], false: ['*'] } },
  ]);
  assert.equal(valueIn(api, { protect: false }), ['*']);
});

test('text() makes a number a string', () => {
  const api = probe((spec) => text(spec.count));
  assert.equal(valuePatch(api)?.transforms, [{ type: 'convert', convert: { toType: 'string' } }]);
  assert.is(valueIn(api, { count: 5432 }), '5432');
});

test('format with one reference is a string transform', () => {
  const api = probe((spec) => format`100% of ${spec.region}!`);
  assert.equal(valuePatch(api)?.transforms, [
    { type: 'string', string: { type: 'Format', fmt: '100%% of %s!' } },
  ]);
  assert.is(valueIn(api, {}), '100% of eu-west-1!');
});

test('format with two references combines', () => {
  const api = probe((spec) => format`${spec.region}/${required(spec.note)}`);
  assert.throws(() => valuePatch(api), /combines plain fields only/);
  const plain = probe((spec) => format`${spec.region}-${spec.region}`);
  assert.equal(valuePatch(plain), {
    type: 'CombineFromComposite',
    combine: {
      variables: [{ fromFieldPath: 'spec.region' }, { fromFieldPath: 'spec.region' }],
      strategy: 'string',
      string: { fmt: '%s-%s' },
    },
    toFieldPath: 'spec.value',
    ...requiredPolicy,
  });
  assert.is(valueIn(plain, {}), 'eu-west-1-eu-west-1');
});

test('document() writes JSON with references inside strings', () => {
  const api = probe((spec) =>
    document({ Statement: [{ Resource: format`arn:${spec.region}:*`, Percent: '5%', Region: spec.region }] }),
  );
  const written = valueIn(api, {});
  assert.equal(JSON.parse(String(written)), {
    Statement: [{ Resource: 'arn:eu-west-1:*', Percent: '5%', Region: 'eu-west-1' }],
  });
});

test('a format without a reference is refused', () => {
  assert.throws(() => valuePatch(probe(() => format`plain`)), /has no reference in it/);
});

test('a field of a composed resource must be published first', () => {
  const api = cloudApi({
    kind: 'Chain',
    plural: 'chains',
    description: 'Reads a status without publishing it.',
    stateful: false,
    spec,
    status,
    variants: ['default'],
    compose({ resource, publish }) {
      const first = resource<Probe>('first', { apiVersion: 'example.org/v1', kind: 'Probe', spec: {} });
      resource<Probe>('second', {
        apiVersion: 'example.org/v1',
        kind: 'Probe',
        spec: { value: first.status.arn },
      });
      publish({ arn: first.status.arn });
    },
  });
  assert.throws(() => composition(api, 'default'), /status\.arn is known only after AWS made the resource/);
});

test('two resources of one id are refused', () => {
  const api = cloudApi({
    kind: 'Twice',
    plural: 'twices',
    description: 'Composes one id twice.',
    stateful: false,
    spec,
    status,
    variants: ['default'],
    compose({ resource, publish }) {
      const made = resource<Probe>('same', { apiVersion: 'example.org/v1', kind: 'Probe', spec: {} });
      resource<Probe>('same', { apiVersion: 'example.org/v1', kind: 'Probe', spec: {} });
      publish({ arn: made.status.arn });
    },
  });
  assert.throws(() => composition(api, 'default'), /two resources named "same"/);
});

test.run();
