"""Makes the linker's table out of ESCO's names: `python3 dev.py train`.

Needs PyTorch (the extra ``train``); nothing else in the house imports this room.
"""

from tvers.training._fit import Recipe
from tvers.training._train import train

__all__ = ["Recipe", "train"]
