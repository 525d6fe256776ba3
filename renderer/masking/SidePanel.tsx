import type { Clip } from '#contract/masking.ts'
import { Tabs } from '../ui/Tabs.tsx'
import type { Playback } from '../viewing/playback.ts'
import { useWords } from '../words.ts'
import { ChangesPanel } from './ChangesPanel.tsx'
import { HandsPanel } from './HandsPanel.tsx'
import css from './MaskingScreen.module.css'
import { type Side, showSide, useMasking } from './masking.ts'
import { ReviewPanel } from './ReviewPanel.tsx'
import { countsOf } from './reviewing.ts'

/** Right of the picture: what has to be looked at, what is masked by hand, what was changed. */
export function SidePanel({ clip, playback }: { clip: Clip; playback: Playback }) {
  const { right, tabs } = useWords().studio
  const side = useMasking((state) => state.side)
  return (
    <section className={css['right']} aria-label={right}>
      <Tabs<Side>
        label={right}
        selected={side}
        onSelect={showSide}
        tabs={[
          {
            id: 'review',
            title: tabs.review(countsOf(clip).open),
            panel: <ReviewPanel clip={clip} playback={playback} />,
          },
          {
            id: 'hands',
            title: tabs.hands(clip.work.hands.length),
            panel: <HandsPanel clip={clip} playback={playback} />,
          },
          {
            id: 'changes',
            title: tabs.changes(clip.changes.length),
            panel: <ChangesPanel clip={clip} playback={playback} />,
          },
        ]}
      />
    </section>
  )
}
