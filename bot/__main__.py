"""`python -m bot` is the command `sangkien`."""

from bot.cli import main

main()
