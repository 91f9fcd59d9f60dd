"""The closed lists of the programme, with the names that are stored and exported."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """Kinds of initiative: the four of Decree 13/2012/NĐ-CP, Art. 3, and the programme's fifth."""

    TECHNICAL = "technical"
    MANAGERIAL = "managerial"
    OPERATIONAL = "operational"
    PROGRESS = "progress"
    RESEARCH = "research"


class Social(StrEnum):
    """Benefits that are not money."""

    SAFETY = "safety"
    ENVIRONMENT = "environment"
    QUALITY = "quality"
    TIME = "time"


class Status(StrEnum):
    """Where an initiative stands."""

    SUBMITTED = "submitted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    RECOGNISED = "recognised"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Level(StrEnum):
    """Levels of the union's tree."""

    CONFEDERATION = "confederation"
    FEDERATION = "federation"
    SECTOR = "sector"
    CORPORATION = "corporation"
    UPPER = "upper"
    GRASSROOTS = "grassroots"
    SECTION = "section"


class Ownership(StrEnum):
    """Who owns the workplace; `union` for the union's own levels."""

    STATE = "state"
    PRIVATE = "private"
    FOREIGN = "foreign"
    PUBLIC = "public"
    AGENCY = "agency"
    UNION = "union"
