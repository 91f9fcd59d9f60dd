"""Every command, by importing the files that register them."""

import importlib

for _name in (
    "cli_run", "cli_units", "cli_people", "cli_export", "cli_totals", "cli_check", "cli_talk", "cli_backup", "cli_copy",
    "cli_read", "cli_rehearse",
):  # fmt: skip
    importlib.import_module(f"bot.{_name}")
