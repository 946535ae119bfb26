import { describe, expect, test } from 'vitest'
import { readConfig } from '../../src/kernel/config.ts'
import { VERSION } from '../../src/version.ts'
import { examples, image, kustomization, manifest, manifests } from './files.ts'
import { faults } from './kubernetes-schema.ts'
import { variablesOf } from './dockerfile.ts'

const deployment = manifest('Deployment')
const pod = deployment.spec.template.spec
const [container] = pod.containers
const settings = manifest('ConfigMap').data
const labels = deployment.spec.template.metadata.labels

describe('manifests', () => {
  test.each([...manifests, ...examples])('%s is what Kubernetes knows', (_, document) => {
    expect(faults(document)).toEqual([])
  })

  test('with a slip of the pen are noticed', () => {
    const wrong = { ...deployment, spec: { ...deployment.spec, template: { spec: { ...pod, container: [] } } } }
    expect(faults(wrong)).toEqual(['/spec/template/spec/container is not known'])
    expect(faults({ ...deployment, spec: { ...deployment.spec, replicas: 'two' } })).toEqual([
      '/spec/replicas has the wrong type',
    ])
  })

  test('are all applied, but for the examples', () => {
    expect(kustomization.resources.toSorted()).toEqual([...manifests.keys()].toSorted())
    expect([...examples.keys()]).toEqual(['examples/ingress.yaml', 'examples/secret.yaml'])
  })

  test('find each other', () => {
    expect(deployment.spec.selector.matchLabels).toEqual(labels)
    expect(manifest('Service').spec.selector).toEqual(labels)
    expect(manifest('PodDisruptionBudget').spec.selector.matchLabels).toEqual(labels)
    expect(manifest('NetworkPolicy').spec.podSelector.matchLabels).toEqual(labels)
    expect(pod.topologySpreadConstraints[0].labelSelector.matchLabels).toEqual(labels)
    const { apiVersion, kind, metadata } = deployment
    expect(manifest('HorizontalPodAutoscaler').spec.scaleTargetRef).toEqual({ apiVersion, kind, name: metadata.name })
    expect(container.envFrom).toEqual([
      { configMapRef: manifest('ConfigMap').metadata },
      { secretRef: manifest('Secret').metadata },
    ])
    const [{ backend }] = manifest('Ingress').spec.rules[0].http.paths
    expect(backend.service).toEqual({ ...manifest('Service').metadata, port: { name: 'http' } })
  })

  test('agree on the port', () => {
    const { TALLYSTICK_PORT: port } = variablesOf(image)
    expect(container.ports).toEqual([{ name: 'http', containerPort: Number(port) }])
    expect(manifest('Service').spec.ports).toEqual([{ name: 'http', port: 80, targetPort: 'http' }])
    expect(manifest('NetworkPolicy').spec.ingress[0].ports).toEqual([{ port: 'http' }])
    const probes = [container.startupProbe, container.livenessProbe, container.readinessProbe]
    expect(probes.map(({ httpGet }) => httpGet.port)).toEqual(['http', 'http', 'http'])
  })

  test('agree on the host', () => {
    const { host } = new URL(settings.TALLYSTICK_BASE_URL)
    const { rules, tls } = manifest('Ingress').spec
    expect([rules[0].host, tls[0].hosts]).toEqual([host, [host]])
  })

  test('run the image of this release', () => {
    expect(container.image).toBe(`tallystick:${VERSION}`)
  })
})

describe('the pods', () => {
  test('keep to the rules for restricted ones', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: expect.any(Number),
      seccompProfile: { type: 'RuntimeDefault' },
    })
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.automountServiceAccountToken).toBe(false)
    const [user = ''] = image.instructions.findLast(({ name }) => name === 'USER')?.words ?? []
    expect(user).toBe(`${pod.securityContext.runAsUser}:${pod.securityContext.runAsGroup}`)
  })

  test('get no settings that the service would make of its name', () => {
    expect(pod.enableServiceLinks).toBe(false)
  })

  test('get settings that there are, and start with them', () => {
    const secrets = manifest('Secret').stringData
    expect(Object.values(secrets)).toEqual(['', '', ''])
    const { config, warnings } = readConfig({
      env: {
        ...variablesOf(image),
        ...settings,
        TALLYSTICK_DATABASE_URL: 'postgres://ada@postgres.example.org/tallystick',
        TALLYSTICK_ENCRYPTION_KEYS: 'a-key-of-sixteen-characters',
        TALLYSTICK_TOKEN: 'a-token',
      },
      flags: {},
    })
    expect(Object.keys(secrets)).toEqual(['TALLYSTICK_DATABASE_URL', 'TALLYSTICK_ENCRYPTION_KEYS', 'TALLYSTICK_TOKEN'])
    expect(warnings).toEqual([])
    expect(config).toMatchObject({ access: 'accounts', baseUrls: [settings.TALLYSTICK_BASE_URL] })
    expect(manifest('Ingress').metadata.annotations['nginx.ingress.kubernetes.io/proxy-body-size']).toBe(
      `${config.bodyLimit / 1024 ** 2}m`,
    )
    const [, wait] = container.lifecycle.preStop.exec.command
    // Requests, jobs, and something to spare.
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(Number(wait) + 2 * config.shutdownTimeoutSeconds)
  })

  test('are two at least, and one of them may go at a time', () => {
    expect(deployment.spec.replicas).toBe(undefined)
    expect(manifest('HorizontalPodAutoscaler').spec.minReplicas).toBe(2)
    expect(manifest('PodDisruptionBudget').spec.maxUnavailable).toBe(1)
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
  })
})
