"""Articles for the benchmarks: invented ones, the same on every machine, or a cut of a folder of real ones."""
