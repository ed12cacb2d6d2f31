"""The page docs/config.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import inspect

from wallclient.config.areas import GROUND_KINDS
from wallclient.config.camera_list.columns import COLUMNS, KINDS, SENSITIVITIES, SYSTEMS
from wallclient.config.docs.tables import fields_table, table
from wallclient.config.load import WallConfig

if TYPE_CHECKING:
    import msgspec

SHORTEST = """\
[cameras]
files = ["cameras.csv"]
[platform]
events = "wss://platform.example/events/v1"
token_file = "token"
"""

EXAMPLE = """\
[wall]
id = "hall-1"
role = "wall"
layout = "wall_2x3"
title = "澄湖区社会治理综合指挥中心"

[platform]
events = "wss://platform.example/events/v1"
token_file = "secrets/token"
area = "370102"

[district]
areas = "map/areas.geojson"
ground = "map/ground.geojson"

[cameras]
files = ["cameras/streets.csv", "cameras/parks.csv"]
secrets_file = "secrets/cameras.toml"

[video]
stale_after_s = 2.0
"""

SECRETS_EXAMPLE = """\
[parks]
user = "viewer"
password = "…"
"""

CAMERAS_EXAMPLE = """\
name,area,lon,lat,main_url,sub_url,credential
文昌路望湖路口,370102001002003,120.596931,31.280844,rtsp://10.1.2.3/main,rtsp://10.1.2.3/sub,parks
"""

_HEAD = """\
# Configuration

<!-- Made from the code by `python -m wallclient.config.docs`; changes by hand are lost. -->

A wall is configured by one TOML file: `./run wall --config wall.toml`. These lines are enough to point it
at your own cameras and your own platform; all else has a default:

```toml
{shortest}```

Relative paths start at the folder of the file. All mistakes of a file are reported at once, each with its
line and a hint. A longer example:

```toml
{example}```
"""

_CAMERAS = """\
## Camera lists

A list is a CSV file in UTF-8 or GB18030, separated by comma, semicolon or tab; which of these is found
out. The first row names the columns, in any order. A row needs an address and a name, an id or a code.
Bad rows are reported by line and reason and left out, the others load.

```csv
{example}```

{columns}

Words that columns may hold:

{words}

Positions in GCJ-02 or BD-09 are converted to WGS-84. If an address holds a user and a password, they are
taken out and kept in memory only; the wall asks you to move them to the secrets file.
"""

_SECRETS = """\
## Secrets

Passwords and tokens stand in files of their own, which only their owner may read (`chmod 600`); otherwise
they are refused. `token_file` holds the token on one line. `secrets_file` is TOML or JSON: a name, as the
column `credential` of a camera list has it, with user and password.

```toml
{example}```
"""

_DISTRICT = """\
## Map files

GeoJSON FeatureCollections in WGS-84, or in the system that a member `crs` declares ({systems}). Areas are
polygons with the properties `code` and `name`; `level` (district, subdistrict, community, grid) and
`parent` follow from the code if they are missing. Ground features have `kind` ({kinds}): roads are lines
with a `width_m`, the others polygons.
"""


def config_page() -> str:
    """The whole page."""
    parts = [_HEAD.format(shortest=SHORTEST, example=EXAMPLE)]
    kind = inspect.type_info(WallConfig)
    assert isinstance(kind, inspect.StructType)
    for section in kind.fields:
        assert isinstance(section.type, inspect.StructType)
        parts.append(
            f"## [{section.name}]\n\n{_sentence(section.type.cls)}\n\n{fields_table(section.type.cls)}\n"
        )
    columns = table(("column", "or"), [(f"`{n[0]}`", "、".join(n[1:])) for n in COLUMNS.values()])
    parts.append(_CAMERAS.format(example=CAMERAS_EXAMPLE, columns=columns, words=_words()))
    parts.append(_SECRETS.format(example=SECRETS_EXAMPLE))
    parts.append(_DISTRICT.format(systems=", ".join(SYSTEMS), kinds=", ".join(GROUND_KINDS)))
    return "\n".join(parts)


def _sentence(struct: type[msgspec.Struct]) -> str:
    return (struct.__doc__ or "").strip().splitlines()[0]


def _words() -> str:
    tables = {"kind": KINDS, "crs": SYSTEMS, "sensitivity": SENSITIVITIES}
    rows = [
        (f"`{column}`", f"`{word}`", "、".join(spellings[1:]))
        for column, words in tables.items()
        for word, spellings in words.items()
    ]
    return table(("column", "word", "or"), rows)
