import { select } from 'd3-selection'
import { type ZoomTransform, zoom, zoomIdentity } from 'd3-zoom'
import { useEffect, useMemo, useRef, useState } from 'react'

/** What is drawn again at another scale is so in steps, not at every turn of the wheel. */
const STEP = 1.15
const stepped = (scale: number) => STEP ** Math.round(Math.log(scale) / Math.log(STEP))

export interface Extent {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

/** Moves and scales the layer in the drawing. */
export function useZoom() {
  const svg = useRef<SVGSVGElement>(null)
  const layer = useRef<SVGGElement>(null)
  const transform = useRef<ZoomTransform>(zoomIdentity)
  const [scale, setScale] = useState(1)
  const behaviour = useMemo(
    () =>
      zoom<SVGSVGElement, unknown>()
        .scaleExtent([0.04, 3])
        .on('zoom', ({ transform: now }: { readonly transform: ZoomTransform }) => {
          transform.current = now
          layer.current?.setAttribute('transform', now.toString())
          setScale(stepped(now.k))
        }),
    [],
  )
  useEffect(() => {
    if (!svg.current) return undefined
    const drawing = select(svg.current).call(behaviour).on('dblclick.zoom', null)
    return () => void drawing.on('.zoom', null)
  }, [behaviour])

  const moves = useMemo(() => {
    const drawing = () => (svg.current ? select(svg.current) : undefined)
    const sizeOf = (element: SVGSVGElement) => ({ width: element.clientWidth || 1, height: element.clientHeight || 1 })
    return {
      zoomBy: (factor: number) => drawing()?.call((selection) => behaviour.scaleBy(selection, factor)),
      /** As large as it fits, but never larger than it is drawn. */
      show({ left, top, right, bottom }: Extent) {
        if (!svg.current) return
        const { width, height } = sizeOf(svg.current)
        // From afar, names are wider than their boxes.
        const room = width - Math.min(96, width / 10)
        const fitting = Math.max(0.04, Math.min(1, room / (right - left), height / (bottom - top)))
        const x = width / 2 - (fitting * (left + right)) / 2
        const y = height / 2 - (fitting * (top + bottom)) / 2
        drawing()?.call((selection) => behaviour.transform(selection, zoomIdentity.translate(x, y).scale(fitting)))
      },
      /** Where it is already to be seen, nothing moves. */
      bringIntoView({ left, top, right, bottom }: Extent) {
        if (!svg.current) return
        const { width, height } = sizeOf(svg.current)
        const { x, y, k } = transform.current
        const isSeen = left * k + x >= 0 && right * k + x <= width && top * k + y >= 0 && bottom * k + y <= height
        const [middle, centre] = [(left + right) / 2, (top + bottom) / 2]
        if (!isSeen) drawing()?.call((selection) => behaviour.translateTo(selection, middle, centre))
      },
    }
  }, [behaviour])
  return { svg, layer, scale, ...moves }
}
