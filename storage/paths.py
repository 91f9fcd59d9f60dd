"""Paths of the unit tree: the ids from the root down, `/1/5/27/`, so that what lies below a unit is a span of them."""

from __future__ import annotations


def ids_of(path: str) -> list[int]:
    """`/1/5/77/` is [1, 5, 77], the root first."""
    return [int(part) for part in path.strip("/").split("/")]


def path_end(path: str) -> str:
    """The first text past every path that starts with this one (`0` is the sign after `/`)."""
    return path[:-1] + "0"
