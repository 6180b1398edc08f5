"""Our own small modules joined: into one script, for a page that is a single file, or into one module, to be fetched at once.

In: modules that import one another by `./name.js` and export what they declare. Out: one script in strict mode, or one module;
each module is in a function of its own so that no two names meet. ValueError for an import or export in any other form.
"""

import re
from collections.abc import Mapping, Sequence

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "\./([\w.]+)";$', re.MULTILINE)
EFFECT = re.compile(r'^import "\./([\w.]+)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
OTHER = re.compile(r"^\s*(import|export)\b.*", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://[^\n]*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", re.MULTILINE)


def bundle(modules: Mapping[str, str], entry: str) -> str:
    """The modules that `entry` needs, each after those it imports, and `entry` last."""
    order: list[str] = []
    visit(modules, entry, order)
    return '"use strict";\nconst modules = {};\n' + "".join(wrapped(name, modules[name]) for name in order)


def joined(modules: Mapping[str, str], names: Sequence[str]) -> str:
    """Some of the modules, each after those it imports, as one module that exports nothing; it imports the others that they do."""
    wanted: dict[str, dict[str, None]] = {}
    inner = []
    for name in names:
        for found in IMPORT.finditer(modules[name]):
            if found[2] not in names:
                wanted.setdefault(found[2], {}).update(dict.fromkeys(found[1].split(", ")))
        own = IMPORT.sub(lambda found: found[0] if found[2] in names else "", modules[name])
        inner.append(wrapped(name, EFFECT.sub(lambda found: "" if found[1] in names else found[0], own)))
    imports = "".join(f'import {{ {", ".join(each)} }} from "./{name}";\n' for name, each in wanted.items())
    return f"{imports}const modules = {{}};\n{''.join(inner)}"


def visit(modules: Mapping[str, str], name: str, order: list[str]) -> None:
    """Puts a module into the order, after those it imports."""
    for found in IMPORT.finditer(modules[name]):
        if found[2] not in order:
            visit(modules, found[2], order)
    order.append(name)


def wrapped(name: str, text: str) -> str:
    """A module as a function that gives its exports."""
    names = ", ".join(found[1] for found in EXPORT.finditer(text))
    body = IMPORT.sub(r'const { \1 } = modules["\2"];', COMMENT.sub("", EXPORT.sub("", text)))
    if left := OTHER.search(body):
        raise ValueError(f"{name}: cannot join {left[0].strip()}")
    lines = "\n".join(line.lstrip() for line in body.splitlines() if line.strip())
    return f'modules["{name}"] = (() => {{\n{lines}\nreturn {{ {names} }};\n}})();\n'
