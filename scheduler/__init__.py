"""What happens by the clock: sweeps of rows, each safe to run twice."""
