// Mistakes that docs/checks.md shows: each is a whole file, and the page shows what `check` says of it.

/** One mistake. */
export interface CheckCase {
  title: string;
  /** Name of the file inside `generated/prod/web/`. */
  file: string;
  text: string;
}

/** A Deployment with one mistake in its pod: `pod` replaces the fields of the pod, indented by six spaces. */
const deployment = (pod: string): string => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: front
  namespace: web
spec:
  selector:
    matchLabels: {app: front}
  template:
    metadata:
      labels: {app: front}
    spec:
${pod}`;

/** In the order of the layers. Adding one: an entry here, then `npm run docs`. */
export const checkCases: readonly CheckCase[] = [
  {
    title: 'A bracket that stays open',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings\ndata:\n  colour: blue\n',
  },
  {
    title: 'A tab',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n\tname: settings\n',
  },
  {
    title: 'A key that is given twice',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: web}\ndata:\n  colour: blue\n  colour: red\n',
  },
  {
    title: 'An alias of itself',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: web}\ndata: &all\n  everything: *all\n',
  },
  {
    title: 'An object without a name',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  namespace: web\ndata:\n  colour: blue\n',
  },
  {
    title: 'A misspelt kind',
    file: 'Deploymnet.front.yaml',
    text: 'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: front, namespace: web}\n',
  },
  {
    title: 'A misspelt field',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          imgae: nginx:1.29\n          image: nginx:1.29\n',
    ),
  },
  {
    title: 'A number where a text belongs',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: web}\ndata:\n  port: 8080\n',
  },
  {
    title: 'A text that YAML reads as a boolean',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings, namespace: web}\ndata:\n  debug: on\n',
  },
  {
    title: 'A value that is not in the list',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          imagePullPolicy: always\n',
    ),
  },
  {
    title: 'A required field that is missing',
    file: 'Deployment.front.yaml',
    text: 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: front, namespace: web}\nspec:\n  replicas: 2\n',
  },
  {
    title: 'An amount that Kubernetes can’t read',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          resources:\n            limits: {memory: 1GB}\n',
    ),
  },
  {
    title: 'A request above its limit',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          resources:\n            requests: {cpu: "2"}\n            limits: {cpu: 500m}\n',
    ),
  },
  {
    title: 'A mount without a volume',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          volumeMounts:\n            - {name: cache, mountPath: /cache}\n',
    ),
  },
  {
    title: 'A probe of a port that is not there',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          ports:\n            - {name: http, containerPort: 8080}\n          readinessProbe:\n            httpGet: {path: /, port: htp}\n',
    ),
  },
  {
    title: 'An environment variable that is given twice',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          env:\n            - {name: MODE, value: fast}\n            - {name: MODE, value: safe}\n',
    ),
  },
  {
    title: 'Two containers of one name',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - {name: front, image: "nginx:1.29"}\n        - {name: front, image: "nginx:1.29"}\n',
    ),
  },
  {
    title: 'A label that is no label',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: web\n  labels:\n    owner: the web team\n',
  },
  {
    title: 'A name that Kubernetes refuses',
    file: 'ConfigMap.settings.yaml',
    text: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: Web_Settings\n  namespace: web\n',
  },
  {
    title: 'An environment variable with two sources',
    file: 'Deployment.front.yaml',
    text: deployment(
      '      containers:\n        - name: front\n          image: nginx:1.29\n          env:\n            - name: MODE\n              value: fast\n              valueFrom:\n                fieldRef: {fieldPath: metadata.name}\n',
    ),
  },
];
