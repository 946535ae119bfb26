import { expect, test } from 'vitest'
import { soak } from './soak.ts'

// Two minutes of what `npm run soak` does for twenty. How quick the brokers are depends on what else the machine does, so
// nothing is said of it here.
test('whatever is killed, nothing that was acknowledged is lost, and every event is told', async () => {
  const report = await soak({ minutes: 2, perSecond: 10, killEverySeconds: 15 })
  const { publications, results, deployments } = report.acknowledged
  expect(report.requests).toBe(1200)
  expect(publications).toBeGreaterThan(50)
  expect(results).toBeGreaterThan(50)
  expect(deployments).toBeGreaterThan(20)
  expect(report).toMatchObject({
    lost: { publications: 0, results: 0, deployments: 0 },
    eventsNotDelivered: 0,
  })
  expect(report.failed / report.requests).toBeLessThan(0.1)
  expect(report.memoryGrowth).toBeLessThan(1.5)
  expect(report.faults.map(({ what }) => what)).toContain('the database')
}, 400_000)
