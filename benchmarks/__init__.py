"""Measurements: each module runs by itself, bounded in time, on 127.0.0.1 only; README.md says how."""
