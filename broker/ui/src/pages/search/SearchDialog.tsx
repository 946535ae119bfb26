import type { SearchGroup, SearchItem } from '@tallystick/client/wire'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components'
import { Button } from '../../components/Button.tsx'
import { FoundDetails, FoundName } from './FoundItem.tsx'
import { keyOf, nameOf, pageOf } from './found.ts'
import { kinds } from './kinds.ts'
import { searchQuery } from './queries.ts'
import css from './SearchDialog.module.css'

const TYPING_MS = 120
const OF_EACH_KIND = 5
const ALL = 'all'

function useTyped(text: string): string {
  const [typed, setTyped] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setTyped(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return typed
}

function FoundOption({ item }: { readonly item: SearchItem }) {
  const { icon: Icon } = kinds[item.kind]
  return (
    <ListBoxItem id={keyOf(item)} textValue={nameOf(item)} className={css.item}>
      <Icon size={16} aria-hidden />
      <span className={css.words}>
        <span className={css.found}>
          <FoundName item={item} />
        </span>
        <FoundDetails item={item} />
      </span>
    </ListBoxItem>
  )
}

interface FoundProps {
  readonly text: string
  readonly groups: readonly SearchGroup[]
  readonly onClose: () => void
}

function Found({ text, groups, onClose }: FoundProps) {
  const navigate = useNavigate()
  const open = (key: string) => {
    onClose()
    const item = groups.flatMap(({ items }) => items).find((each) => keyOf(each) === key)
    void navigate(item ? pageOf(item) : { to: '/search', search: { q: text } })
  }
  return (
    <ListBox
      aria-label="What was found"
      selectionMode="none"
      className={css.list}
      onAction={(key) => open(String(key))}
      renderEmptyState={() => <p className={css.none}>Nothing is called so.</p>}
    >
      {groups.map(({ kind, items }) => (
        <ListBoxSection key={kind} id={kind} className={css.section}>
          <Header>{kinds[kind].name}</Header>
          {items.map((item) => (
            <FoundOption key={keyOf(item)} item={item} />
          ))}
        </ListBoxSection>
      ))}
      {groups.length > 0 && (
        <ListBoxItem id={ALL} textValue="All results" className={css.item}>
          <Search size={16} aria-hidden />
          All results for “{text}”
        </ListBoxItem>
      )}
    </ListBox>
  )
}

const countOf = (groups: readonly SearchGroup[]) => groups.reduce((sum, { items }) => sum + items.length, 0)

/** Everything by its name, from everywhere. */
export function SearchDialog({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('')
  const typed = useTyped(text.trim())
  const { data, isError } = useQuery(searchQuery(typed, { size: OF_EACH_KIND }))
  const groups = typed === '' ? [] : (data?._embedded.groups ?? [])
  return (
    <ModalOverlay className={css.overlay} isOpen onOpenChange={onClose} isDismissable>
      <Modal className={css.modal}>
        <Dialog aria-label="Search" className={css.dialog}>
          {/* What is found was chosen by the broker. */}
          <Autocomplete inputValue={text} onInputChange={setText} filter={() => true}>
            <SearchField aria-label="Search" autoFocus className={css.field}>
              <Search size={18} aria-hidden />
              <Input
                role="combobox"
                aria-haspopup="listbox"
                aria-expanded={groups.length > 0}
                placeholder="Applications, contracts, interactions, versions…"
              />
              <Button look="quiet" slot={null} aria-label="Close the search" onPress={onClose}>
                <X size={18} aria-hidden />
              </Button>
            </SearchField>
            {typed === '' ? (
              <p className={css.none}>
                Type a part of a name, or several: <kbd>orders refund</kbd> finds what has both. Versions are found by
                how they begin.
              </p>
            ) : (
              data && <Found text={typed} groups={groups} onClose={onClose} />
            )}
          </Autocomplete>
          {isError && (
            <p className={css.none} role="alert">
              The broker did not answer. Type on to ask again.
            </p>
          )}
          <p className="visually-hidden" role="status">
            {typed !== '' && data ? `${countOf(groups)} found` : ''}
          </p>
          <p className={css.keys}>
            <kbd>↑</kbd> <kbd>↓</kbd> to choose, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
