"""One weight of evidence as a bar from the middle: to the right it speaks for something, to the left against it.

In: a weight in natural logarithms of the odds, and the weight that fills half the bar. Out: SVG without colours of its
own. The words beside it say the same, so that the picture is hidden from who listens (Spiegelhalter & Knill-Jones 1984,
J R Stat Soc A 147:35, drew weights so).
"""

WIDTH, HEIGHT = 120, 14
LEAST = 4  # a weight that counts at all can be seen


def balance(weight: float, limit: float = 3.0) -> str:
    """Give the bar of a weight; what lies beyond `limit` fills its half. ValueError for a limit that is not positive."""
    if not limit > 0:
        raise ValueError("the limit must be above zero")
    middle = WIDTH / 2
    share = min(abs(weight) / limit, 1.0)
    length = round(max(share * middle, LEAST if weight else 0), 1)
    start = middle if weight >= 0 else middle - length
    side = "for" if weight >= 0 else "against"
    return (
        f'<svg class="balance" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" focusable="false">'
        f'<rect class="bar-track" x="0" y="0" width="{WIDTH}" height="{HEIGHT}" rx="7"/>'
        f'<rect class="bar-{side}" x="{start:g}" y="0" width="{length:g}" height="{HEIGHT}" rx="3"/>'
        f'<rect class="bar-middle" x="{middle - 0.5:g}" y="0" width="1" height="{HEIGHT}"/></svg>'
    )
