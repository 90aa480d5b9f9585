/** Rows to draw; `first` inclusive, `end` exclusive. */
export interface RowWindow {
  first: number;
  end: number;
}

/** Rows above and below the visible ones, so that scrolling by keyboard and wheel never shows a gap. */
const SPARE = 3;

/** Which of `count` rows of equal height are near the viewport. A scroll position past the end counts as the end. */
export function rowWindow(scrollTop: number, viewportHeight: number, rowHeight: number, count: number): RowWindow {
  const top = Math.max(0, Math.min(scrollTop, count * rowHeight - viewportHeight));
  return {
    first: Math.max(0, Math.floor(top / rowHeight) - SPARE),
    end: Math.min(count, Math.ceil((top + viewportHeight) / rowHeight) + SPARE),
  };
}
