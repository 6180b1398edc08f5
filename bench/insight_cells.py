"""What is true in the histories that the insight is tried on: nothing at all, one trigger, one change, and nights to foretell."""

from collections.abc import Mapping

from nattero.insight.simulate import Truth

NOISE: Mapping[str, Truth] = {
    **{
        f"nothing, {rate:g} a week, r {r:g}": Truth(rate=rate, correlation=r, sticky=r, lines=1)
        for rate in (3.5, 7, 16.8)
        for r in (0, 0.4, 0.8)
    },
    "nothing, 3.5 a week, r 0.8, 14 exposures": Truth(correlation=0.8, sticky=0.8, ratios=(1.0,) * 14, lines=1),
    "nothing, 7 a week, r 0.8, trend": Truth(rate=7, correlation=0.8, sticky=0.8, trend=2, drifting=0.7, lines=1),
    "nothing, 7 a week, r 0.4, wave of 60 nights": Truth(rate=7, sticky=0.4, season=0.7, drifting=0.7, lines=1),
    "nothing, 16.8 a week, r 0.8, spread 1, scatter 0.2": Truth(
        rate=16.8, correlation=0.8, sticky=0.8, spread=1, scatter=0.2, lines=1
    ),
    "nothing, 7 a week, r 0.8, bad spells": Truth(rate=7, correlation=0.8, sticky=0.8, spell=3, lines=1),
    "nothing, 7 a week, r 0.8, 30 % missing": Truth(
        rate=7, correlation=0.8, sticky=0.8, missing=0.3, silent=0.1, lines=1
    ),
    "nothing, 7 a week, r 0.8, a year, seasons and trend": Truth(
        nights=365, rate=7, correlation=0.8, sticky=0.8, trend=2, season=0.5, season_nights=365, drifting=0.7, lines=1
    ),
}
KINDS = {"scatter and spread 0.6": 0.6, "0.3": 0.3, "none": 0.0}
ONE_OF_FIVE = (2.0, 1.0, 1.0, 1.0, 1.0)
TRIGGERS: Mapping[str, Truth] = {
    **{
        f"trigger 2, {rate:g} a week, {name}": Truth(rate=rate, ratios=ONE_OF_FIVE, scatter=noise, spread=noise)
        for rate in (3.5, 7, 16.8)
        for name, noise in KINDS.items()
    },
    "trigger 2, 3.5 a week, none, looked at alone": Truth(ratios=(2.0,), scatter=0, spread=0),
    "trigger 2, 7 a week, 0.6, 180 nights": Truth(rate=7, ratios=ONE_OF_FIVE, nights=180),
    "trigger 3, 3.5 a week, 0.6": Truth(ratios=(3.0, 1.0, 1.0, 1.0, 1.0)),
}
CHANGES: Mapping[str, Truth] = {
    f"rate times {ratio:g}, {rate:g} a week, {noise:g}, {nights} nights": Truth(
        rate=rate, change=ratio, nights=nights, scatter=noise, spread=noise
    )
    for ratio, rate, noise, nights in (
        (0.5, 16.8, 0.3, 90),
        (0.5, 16.8, 0.3, 180),
        (0.5, 16.8, 0.3, 365),
        (0.5, 16.8, 0.6, 365),
        (0.25, 16.8, 0.3, 180),
        (2, 7, 0.3, 365),
        (4, 3.5, 0.3, 180),
    )
}
CELLS = {**NOISE, **TRIGGERS, **CHANGES}
FORECASTS: Mapping[str, Truth] = {
    "forecast, about 3.5 a week, r 0": Truth(nights=208, correlation=0, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.8": Truth(nights=208, correlation=0.8, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.8, spread 1.2": Truth(nights=208, correlation=0.8, spread=1.2, ratios=(1.0,)),
    "forecast, about 3.5 a week, bad spells times 4": Truth(nights=208, spell=4, ratios=(1.0,)),
    "forecast, about 3.5 a week, r 0.4, trigger 3 known": Truth(nights=208, ratios=(3.0,)),
}
YEAR = Truth(nights=365, rate=7, correlation=0.8, sticky=0.8, lines=1)
