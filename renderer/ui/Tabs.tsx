import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { classes } from './classes.ts'
import css from './Tabs.module.css'

interface TabsProps<Id extends string> {
  /** Accessible name. */
  label: string
  tabs: readonly { id: Id; title: string; panel: ReactNode }[]
  selected: Id
  onSelect: (id: Id) => void
}

/** Two or more sides of the same thing; arrow keys move between them. Only the chosen panel is on the page. */
export function Tabs<Id extends string>({ label, tabs, selected, onSelect }: TabsProps<Id>) {
  return (
    <AriaTabs
      className={classes(css['tabs'])}
      selectedKey={selected}
      onSelectionChange={(key) => {
        const tab = tabs.find(({ id }) => id === key)
        if (tab !== undefined) onSelect(tab.id)
      }}
    >
      <TabList aria-label={label} className={classes(css['list'])}>
        {tabs.map(({ id, title }) => (
          <Tab key={id} id={id} className={classes(css['tab'])}>
            {title}
          </Tab>
        ))}
      </TabList>
      {tabs.map(({ id, panel }) => (
        <TabPanel key={id} id={id} className={classes(css['panel'])}>
          {panel}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
