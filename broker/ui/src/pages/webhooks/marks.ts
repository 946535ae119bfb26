import type { TriggeredWebhookStatus, WebhookState } from '@tallystick/client/wire'
import { Ban, CircleCheck, CircleDashed, CirclePause, CircleX, Hourglass, RotateCw } from 'lucide-react'
import type { Mark } from '../../components/StateMark.tsx'

export const webhookMarks: Readonly<Record<WebhookState, Mark>> = {
  paused: {
    name: 'Paused',
    says: 'Its target failed so often in a row that it is left alone for a while',
    icon: CirclePause,
    tone: 'warn',
  },
  failing: { name: 'Failing', says: 'The newest delivery did not arrive', icon: CircleX, tone: 'bad' },
  waiting: { name: 'Waiting', says: 'The newest delivery is about to be sent', icon: Hourglass, tone: 'neutral' },
  unused: { name: 'Unused', says: 'It has not been sent yet', icon: CircleDashed, tone: 'neutral' },
  working: { name: 'Working', says: 'The newest delivery arrived', icon: CircleCheck, tone: 'good' },
  disabled: { name: 'Disabled', says: 'It is not sent', icon: Ban, tone: 'neutral' },
}

export const deliveryMarks: Readonly<Record<TriggeredWebhookStatus, Mark>> = {
  not_run: { name: 'Waiting', says: 'It has not been sent yet', icon: Hourglass, tone: 'neutral' },
  retrying: { name: 'Trying again', says: 'It did not arrive, and is sent again', icon: RotateCw, tone: 'warn' },
  success: { name: 'Delivered', says: 'It arrived', icon: CircleCheck, tone: 'good' },
  failure: { name: 'Failed', says: 'It did not arrive, and is not sent again', icon: CircleX, tone: 'bad' },
}
