import type { Me } from '@tallystick/client/wire'
import { useNavigate } from '@tanstack/react-router'
import type { RefObject } from 'react'
import { Menu, MenuItem, Popover } from 'react-aria-components'
import { useSignOut } from '../data/use-sign-out.ts'
import css from './menu.module.css'

interface AccountMenuProps {
  readonly me: Me
  readonly trigger: RefObject<HTMLButtonElement | null>
  readonly onClose: () => void
}

export function AccountMenu({ me, trigger, onClose }: AccountMenuProps) {
  const navigate = useNavigate()
  const signOut = useSignOut()
  return (
    <Popover triggerRef={trigger} isOpen onOpenChange={onClose} placement="top start">
      <Menu className={css.menu} aria-label="Account" autoFocus="first" onClose={onClose}>
        <MenuItem className={css.item} onAction={() => void navigate({ to: '/me' })}>
          Profile
        </MenuItem>
        <MenuItem className={css.item} onAction={() => void navigate({ to: '/tokens' })}>
          Tokens
        </MenuItem>
        {me.kind === 'person' && (
          <MenuItem className={css.item} onAction={() => signOut.mutate()}>
            Sign out
          </MenuItem>
        )}
      </Menu>
    </Popover>
  )
}
