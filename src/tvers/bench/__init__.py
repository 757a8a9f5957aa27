"""Figures of speed, memory and quality, each with the command and the machine they were made on."""

from tvers.bench._import import bench_import
from tvers.bench._link import bench_link
from tvers.bench._pay import bench_pay
from tvers.bench._rank import bench_rank
from tvers.bench._read import bench_read
from tvers.bench._serve import bench_serve
from tvers.bench._speed import bench_speed
from tvers.bench._titles import bench_titles

__all__ = ["bench_import", "bench_link", "bench_pay", "bench_rank", "bench_read", "bench_serve", "bench_speed", "bench_titles"]
