// Manifests against the schemas of Kubernetes.
//
// Those allow what they do not know, as the API does, which drops it in silence: a slip of the pen in a name would go
// unnoticed. But what a schema does not know, it never looks at. So it is noted what is looked at.

import { validate as autoscaler } from 'kubernetes-models/_schemas/IoK8sApiAutoscalingV2HorizontalPodAutoscaler'
import { validate as configMap } from 'kubernetes-models/_schemas/IoK8sApiCoreV1ConfigMap'
import { validate as deployment } from 'kubernetes-models/_schemas/IoK8sApiAppsV1Deployment'
import { validate as disruptionBudget } from 'kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget'
import { validate as ingress } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress'
import { validate as networkPolicy } from 'kubernetes-models/_schemas/IoK8sApiNetworkingV1NetworkPolicy'
import { validate as secret } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Secret'
import { validate as service } from 'kubernetes-models/_schemas/IoK8sApiCoreV1Service'

type Check = ((value: unknown) => boolean) & { readonly errors?: readonly { instancePath: string; keyword: string }[] }

const schemas: Readonly<Record<string, Check>> = {
  'apps/v1 Deployment': deployment,
  'autoscaling/v2 HorizontalPodAutoscaler': autoscaler,
  'networking.k8s.io/v1 Ingress': ingress,
  'networking.k8s.io/v1 NetworkPolicy': networkPolicy,
  'policy/v1 PodDisruptionBudget': disruptionBudget,
  'v1 ConfigMap': configMap,
  'v1 Secret': secret,
  'v1 Service': service,
}

function watched(value: unknown, path: string, unread: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value
  const members = new Map(
    Object.entries(value).map(([key, member]) => [key, watched(member, `${path}/${key}`, unread)]),
  )
  for (const key of members.keys()) unread.add(`${path}/${key}`)
  return new Proxy(value, {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`)
      return members.get(String(key)) ?? Reflect.get(target, key)
    },
  })
}

/** What is wrong with a manifest. */
export function faults(manifest: { readonly apiVersion: string; readonly kind: string }): readonly string[] {
  const check = schemas[`${manifest.apiVersion} ${manifest.kind}`]
  if (check === undefined) return [`There is no schema for ${manifest.apiVersion} ${manifest.kind}`]
  const unread = new Set<string>()
  if (check(watched(manifest, '', unread))) return [...unread].map((path) => `${path} is not known`)
  return (check.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} has the wrong ${keyword}`)
}
