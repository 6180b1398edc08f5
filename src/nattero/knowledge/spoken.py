"""Where a language is spoken: the country whose numbers to call stand there until somebody says where they live.

In: a language. Out: an id of `countries.yaml`.
"""

COUNTRY_OF_LANGUAGE = {"nl": "NL", "nb": "NO", "id": "ID"}


def country_of(lang: str) -> str:
    """Give the country a language is spoken in; `other` where that is no single one."""
    return COUNTRY_OF_LANGUAGE.get(lang, "other")
