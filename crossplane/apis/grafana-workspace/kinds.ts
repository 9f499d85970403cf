// The kinds of the Grafana operator that the platform uses, with the fields that it uses.
// https://grafana.github.io/grafana-operator/docs/api/

const apiVersion = 'grafana.integreatly.org/v1beta1';

/** API version of every kind of the operator. */
export const grafanaApiVersion = apiVersion;

interface Metadata {
  name?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
}

interface GrafanaObject<Kind extends string> {
  apiVersion: typeof apiVersion;
  kind: Kind;
  metadata?: Metadata;
}

/** Chooses the Grafana by its labels. It can't be changed later. */
export interface InstanceSelector {
  matchLabels: Record<string, string>;
}

/** A Grafana that runs elsewhere, with the key by which the operator signs in. */
export interface IGrafana extends GrafanaObject<'Grafana'> {
  spec: { external: { url: string; apiKey: { name: string; key: string } } };
}

/** A data source of Grafana. */
export interface IGrafanaDatasource extends GrafanaObject<'GrafanaDatasource'> {
  spec: {
    instanceSelector: InstanceSelector;
    uid: string;
    datasource: {
      name: string;
      type: string;
      access: 'proxy';
      isDefault: boolean;
      editable: boolean;
      url: string;
      jsonData: {
        httpMethod: string;
        sigV4Auth: boolean;
        sigV4AuthType: string;
        sigV4Region: string;
        timeInterval?: string;
      };
    };
  };
}

/** A folder of dashboards. */
export interface IGrafanaFolder extends GrafanaObject<'GrafanaFolder'> {
  spec: { instanceSelector: InstanceSelector; uid: string; title: string };
}

/** A dashboard as JSON text. */
export interface IGrafanaDashboard extends GrafanaObject<'GrafanaDashboard'> {
  spec: { instanceSelector: InstanceSelector; uid: string; folderRef: string; json: string };
}

/** The label by which dashboards find the Grafana that a GrafanaWorkspace of this name has made. */
export const instanceLabel = 'helical.dev/grafana';

/** Uid of the data source, which dashboards name. */
export const dataSourceUid = 'managed-prometheus';
