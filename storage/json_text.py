"""JSON as columns hold it: compact, in its own letters."""

from __future__ import annotations

import json

# One encoder for all: json.dumps makes one for each call that asks for anything else than the default.
to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
