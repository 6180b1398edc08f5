"""The pages: each module is one room's edge, and lists its handlers."""

from nattero.web.pages import (
    asking,
    checkin,
    cramp,
    devices,
    diary,
    entry_form,
    interventions,
    learn,
    night,
    pair,
    relief,
    rooms,
    settings,
    tonight,
)

ROUTES = [
    tonight.tonight,
    relief.relief,
    *checkin.ROUTES,
    *diary.ROUTES,
    *night.ROUTES,
    *cramp.ROUTES,
    *settings.ROUTES,
    *devices.ROUTES,
    *interventions.ROUTES,
    *learn.ROUTES,
    *asking.ROUTES,
    *rooms.ROUTES,
    *entry_form.ROUTES,
    *pair.ROUTES,
]
