"""Figures of speed and memory, each with the command and the machine they were made on."""

from tvers.bench._import import bench_import
from tvers.bench._rank import bench_rank
from tvers.bench._serve import bench_serve

__all__ = ["bench_import", "bench_rank", "bench_serve"]
